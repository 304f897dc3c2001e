package dev.insula.war;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.apache.catalina.loader.ParallelWebappClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one web application: Tomcat's, whose classes are patched as the container's are.
 * Public as Tomcat makes copies of it by reflection.
 */
public final class WebApplicationLoader extends ParallelWebappClassLoader {
  static {
    ClassLoader.registerAsParallelCapable();
  }

  private final ClassPatch patch;

  WebApplicationLoader(ClassLoader container, ClassPatch patch) {
    super(container);
    this.patch = patch;
    addTransformer(new Patching(patch));
  }

  /** The loader by which frameworks look at classes before they are defined for good. */
  @Override
  public WebApplicationLoader copyWithoutTransformers() {
    WebApplicationLoader copy = new WebApplicationLoader(getParent(), patch);
    copyStateWithoutTransformers(copy);
    try {
      copy.start();
    } catch (org.apache.catalina.LifecycleException e) {
      throw new IllegalStateException("A copy of the loader cannot be started.", e);
    }
    return copy;
  }

  /** Applies the patch to each class when it is defined. */
  private record Patching(ClassPatch patch) implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      return patch.apply(name, classFile);
    }

    @Override
    public String toString() {
      return "process-wide state of the site";
    }
  }
}
