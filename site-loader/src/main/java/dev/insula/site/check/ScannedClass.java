package dev.insula.site.check;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.Replaces.Kind;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one class file names. Names of classes are internal ones. */
final class ScannedClass {
  private static final ProcessWideTable TABLE = ProcessWideTable.standard();
  private static final Set<String> NAMES =
      TABLE.replacements().stream().map(Replacement::name).collect(Collectors.toUnmodifiableSet());

  /** A member as a class file names it. */
  record Member(String owner, String called, String descriptor) {}

  final String name;
  final String parent;
  final String jar;

  /** Members of the table, and how often; what {@code super(...)} calls is apart. */
  final Map<Replacement, Integer> touched = new HashMap<>();

  final Map<Replacement, Integer> bySuper = new HashMap<>();

  /** Members of other classes that have the name of one in the table. */
  final Map<Member, Integer> perhapsInherited = new HashMap<>();

  final Set<Member> declared = new HashSet<>();
  final Set<String> mentioned = new HashSet<>();

  ScannedClass(byte[] classFile, String jar) {
    ClassModel model = ClassFile.of().parse(classFile);
    this.jar = jar;
    name = model.thisClass().asInternalName();
    parent = model.superclass().map(ClassEntry::asInternalName).orElse("");
    model.methods().forEach(this::method);
    for (PoolEntry entry : model.constantPool()) {
      mention(entry);
    }
  }

  private void mention(PoolEntry entry) {
    switch (entry) {
      case ClassEntry type -> mentioned.add(elementOf(type.asInternalName()));
      case StringEntry text -> mentioned.add(text.stringValue().replace('.', '/'));
      case MethodHandleEntry handle -> reference(handle.reference(), false);
      default -> {
        // names no class
      }
    }
  }

  /** The class that an array is made of. */
  private static String elementOf(String type) {
    return type.startsWith("[") ? type.replaceFirst("^\\[+L?", "").replace(";", "") : type;
  }

  private void method(MethodModel method) {
    String inMethod = method.methodName().stringValue();
    declared.add(new Member(name, inMethod, method.methodType().stringValue()));
    Map<String, Integer> made = new HashMap<>();
    method.code().ifPresent(code -> code.forEach(element -> instruction(element, made, inMethod)));
  }

  private void instruction(CodeElement element, Map<String, Integer> made, String inMethod) {
    switch (element) {
      case NewObjectInstruction object ->
          made.merge(object.className().asInternalName(), 1, Integer::sum);
      case InvokeInstruction call -> {
        if (!isPassedOn(call, inMethod)) {
          reference(call.method(), isSuper(call, made, inMethod));
        }
      }
      case FieldInstruction field -> reference(field.field(), false);
      default -> {
        // names no member
      }
    }
  }

  /** Whether a shared member is called by a method that stands for the same one of a wrapper. */
  private static boolean isPassedOn(InvokeInstruction call, String inMethod) {
    return call.name().equalsString(inMethod)
        && call.opcode() == Opcode.INVOKEVIRTUAL
        && TABLE
            .find(call.owner().asInternalName(), inMethod, call.type().stringValue())
            .filter(Replacement::shared)
            .isPresent();
  }

  /** Whether the call is written {@code super}; one more of its kind was made, if it is not. */
  private boolean isSuper(InvokeInstruction call, Map<String, Integer> made, String inMethod) {
    String owner = call.owner().asInternalName();
    if (call.opcode() != Opcode.INVOKESPECIAL || !owner.equals(parent)) {
      return false;
    }
    if (!call.name().equalsString("<init>")) {
      return true;
    }
    boolean isMade = made.getOrDefault(owner, 0) > 0;
    made.merge(owner, -1, Integer::sum);
    return inMethod.equals("<init>") && !isMade;
  }

  private void reference(MemberRefEntry reference, boolean isSuper) {
    String owner = reference.owner().asInternalName();
    String member = reference.name().stringValue();
    if (!NAMES.contains(member)) {
      return;
    }
    String descriptor = reference.type().stringValue();
    TABLE
        .find(owner, member, descriptor)
        .ifPresentOrElse(
            row -> (isSuper && !isStatic(row) ? bySuper : touched).merge(row, 1, Integer::sum),
            () -> perhapsInherited.merge(new Member(owner, member, descriptor), 1, Integer::sum));
  }

  private static boolean isStatic(Replacement row) {
    return row.kind() == Kind.STATIC;
  }
}
