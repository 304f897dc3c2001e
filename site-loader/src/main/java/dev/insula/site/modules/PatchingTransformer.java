package dev.insula.site.modules;

import dev.insula.site.patch.ClassPatcher;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import org.jboss.modules.ClassTransformer;
import org.jspecify.annotations.Nullable;

/** Patches each class of a site when it is defined. */
final class PatchingTransformer implements ClassTransformer {
  private final ClassPatcher patcher;

  PatchingTransformer(ClassPatcher patcher) {
    this.patcher = patcher;
  }

  // the patcher answers with the same array when nothing is to be changed
  @SuppressWarnings("ReferenceEquality")
  @Override
  public @Nullable ByteBuffer transform(
      ClassLoader loader, String className, ProtectionDomain domain, ByteBuffer classFile) {
    if (isRuntimeClass(className)) {
      return null;
    }
    byte[] original = bytes(classFile);
    byte[] patched = patcher.patch(className, original);
    return patched == original ? null : ByteBuffer.wrap(patched);
  }

  private static boolean isRuntimeClass(String className) {
    return className.startsWith(RuntimeClassRoot.PATH)
        && className.indexOf('/', RuntimeClassRoot.PATH.length() + 1) < 0
        && className.charAt(RuntimeClassRoot.PATH.length()) == '/';
  }

  private static byte[] bytes(ByteBuffer classFile) {
    if (classFile.hasArray()
        && classFile.arrayOffset() == 0
        && classFile.position() == 0
        && classFile.remaining() == classFile.array().length) {
      return classFile.array();
    }
    byte[] copy = new byte[classFile.remaining()];
    classFile.duplicate().get(copy);
    return copy;
  }
}
