package dev.insula.site.check;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One class file, of which only what every class is asked for is read at once. Names of classes are
 * internal ones; a selector is a method's name with its descriptor.
 */
final class ScannedClass {
  private static final ProcessWideTable TABLE = ProcessWideTable.standard();
  private static final Set<String> NAMES =
      TABLE.replacements().stream().map(Replacement::name).collect(Collectors.toUnmodifiableSet());

  final String name;
  final String parent;
  final List<String> interfaces;
  final String jar;
  final boolean isOwn;

  /** Whether it is of the kind that frameworks look for in folders. */
  final boolean isAnnotated;

  /** Whether its pool names a member of the table. */
  final boolean namesMembers;

  /** Classes of no JDK of which it names a member that is called like one of the table. */
  final Set<String> perhapsHeirs = new HashSet<>();

  private static final Set<String> ORDINARY =
      Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum", "java/io/Serializable");

  private final byte[] classFile;
  private Map<String, Integer> methods = Map.of();

  ScannedClass(byte[] classFile, String jar, boolean isOwn) {
    ClassModel model = ClassFile.of().parse(classFile);
    this.classFile = classFile;
    this.jar = jar;
    this.isOwn = isOwn;
    name = model.thisClass().asInternalName();
    parent = model.superclass().map(ClassEntry::asInternalName).orElse("");
    interfaces = model.interfaces().stream().map(ClassEntry::asInternalName).toList();
    isAnnotated = isOwn && model.findAttribute(Attributes.runtimeVisibleAnnotations()).isPresent();
    boolean found = false;
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry member && NAMES.contains(member.name().stringValue())) {
        found |= isOfTable(member);
      }
    }
    namesMembers = found;
  }

  private boolean isOfTable(MemberRefEntry member) {
    String owner = member.owner().asInternalName();
    if (!TABLE.of(owner).isEmpty()) {
      return TABLE
          .find(owner, member.name().stringValue(), member.type().stringValue())
          .isPresent();
    }
    if (!owner.startsWith("java/") && !owner.startsWith("[")) {
      perhapsHeirs.add(owner);
    }
    return false;
  }

  /** The class file, read anew; it is not kept, as that would be all there is to a large site. */
  ClassModel model() {
    return ClassFile.of().parse(classFile);
  }

  /** The selectors of the methods that it declares, in the order of the class file. */
  Set<String> selectors() {
    return methods().keySet();
  }

  boolean declares(String selector) {
    return methods().containsKey(selector);
  }

  /** The access flags of a method that it declares. */
  int flags(String selector) {
    return methods().getOrDefault(selector, 0);
  }

  private Map<String, Integer> methods() {
    if (methods.isEmpty()) {
      Map<String, Integer> found = new LinkedHashMap<>();
      for (MethodModel method : model().methods()) {
        found.put(selector(method), method.flags().flagsMask());
      }
      methods = found;
    }
    return methods;
  }

  static String selector(MethodModel method) {
    return method.methodName().stringValue().concat(method.methodType().stringValue());
  }

  /** Whether it is of a type of someone else, by which a framework may look for it. */
  boolean isFoundByType() {
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    return parents().stream().anyMatch(it -> !ORDINARY.contains(it) && !it.startsWith(folder));
  }

  /** All classes and interfaces that it names as its own immediate ones. */
  List<String> parents() {
    List<String> all = new ArrayList<>(interfaces);
    if (!parent.isEmpty()) {
      all.addFirst(parent);
    }
    return all;
  }
}
