package dev.insula.site.modules;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a site's application object is a handler of Undertow, without loading a class:
 * whether its class, a supertype of it, or what its factory returns mentions Undertow's handler
 * type.
 */
final class UndertowUse {
  private static final String HANDLER = "io/undertow/server/HttpHandler";

  private final OpenRoots roots;
  private final Optional<String> factory;
  private final Deque<String> toRead = new ArrayDeque<>();
  private final Set<String> read = new HashSet<>();

  private UndertowUse(OpenRoots roots, Optional<String> factory) {
    this.roots = roots;
    this.factory = factory;
  }

  static boolean of(OpenRoots roots, String applicationClass, Optional<String> factory) {
    return new UndertowUse(roots, factory).isFoundFrom(applicationClass.replace('.', '/'));
  }

  private boolean isFoundFrom(String applicationClass) {
    toRead.add(applicationClass);
    while (!toRead.isEmpty()) {
      String name = toRead.remove();
      if (!read.add(name)) {
        continue;
      }
      Optional<byte[]> classFile = roots.classFile(name);
      if (classFile.isPresent() && isMentionedBy(classFile.get())) {
        return true;
      }
    }
    return false;
  }

  private boolean isMentionedBy(byte[] classFile) {
    try {
      ClassModel model = ClassFile.of().parse(classFile);
      for (PoolEntry entry : model.constantPool()) {
        if (entry instanceof Utf8Entry text && text.stringValue().contains(HANDLER)) {
          return true;
        }
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
