package dev.insula.site.modules;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;

/**
 * Finds out whether a site's application object is a handler of Undertow, without loading a class:
 * whether its class, a supertype of it, or what its factory returns mentions Undertow's handler
 * type.
 */
final class UndertowUse {
  private static final String HANDLER = "io/undertow/server/HttpHandler";

  private UndertowUse() {}

  static boolean of(OpenRoots roots, ApplicationClass application) {
    return ClassLineage.has(roots, application, name -> false, UndertowUse::isMentionedBy);
  }

  private static boolean isMentionedBy(ClassModel model) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof Utf8Entry text && text.stringValue().contains(HANDLER)) {
        return true;
      }
    }
    return false;
  }
}
