package dev.insula.site.modules;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an application object is, as far as its class files tell: its class, the supertypes of it
 * and what its factory returns. Loads no class.
 */
final class ClassLineage {
  private final OpenRoots roots;
  private final Optional<String> factory;
  private final Deque<String> toRead = new ArrayDeque<>();
  private final Set<String> read = new HashSet<>();

  private ClassLineage(OpenRoots roots, Optional<String> factory) {
    this.roots = roots;
    this.factory = factory;
  }

  /**
   * Whether one of its types is searched for.
   *
   * @param named asked for the internal name of each type, also of those that the site has not got
   * @param written asked for the class file of each that it has
   */
  static boolean has(
      OpenRoots roots,
      ApplicationClass application,
      Predicate<String> named,
      Predicate<ClassModel> written) {
    ClassLineage lineage = new ClassLineage(roots, application.factory());
    lineage.toRead.add(application.name().replace('.', '/'));
    return lineage.has(named, written);
  }

  private boolean has(Predicate<String> named, Predicate<ClassModel> written) {
    while (!toRead.isEmpty()) {
      String name = toRead.remove();
      if (named.test(name)) {
        return true;
      }
      if (read.add(name) && roots.classFile(name).filter(it -> has(it, written)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean has(byte[] classFile, Predicate<ClassModel> written) {
    try {
      ClassModel model = ClassFile.of().parse(classFile);
      if (written.test(model)) {
        return true;
      }
      model.superclass().map(ClassEntry::asInternalName).ifPresent(toRead::add);
      model.interfaces().forEach(it -> toRead.add(it.asInternalName()));
      model.methods().forEach(this::addReturnType);
      return false;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private void addReturnType(MethodModel method) {
    if (factory.isPresent() && method.methodName().equalsString(factory.get())) {
      ClassDesc returned = method.methodTypeSymbol().returnType();
      if (returned.isClassOrInterface()) {
        String descriptor = returned.descriptorString();
        toRead.add(descriptor.substring(1, descriptor.length() - 1));
      }
    }
  }
}
