package dev.insula.site.modules;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.state.SiteRuntimeClasses;
import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.modules.DependencySpec;
import org.jboss.modules.LocalDependencySpecBuilder;
import org.jboss.modules.ModuleSpec;
import org.jboss.modules.ResourceLoader;
import org.jboss.modules.ResourceLoaderSpec;
import org.jboss.modules.filter.PathFilter;
import org.xnio.XnioWorker;

/**
 * Makes the class loaders of sites. Holds what is the same for all of them; one per JVM is enough;
 * safe for use by any number of threads.
 */
public final class SiteModules {
  private static final String INSULA = "dev/insula/site/";
  private static final String SERVLETS = "jakarta/servlet/";
  private static final String LOGGING = "org.jboss.logging.";

  private final ClassPatcher patcher;
  private final ClassLoader host = SiteModules.class.getClassLoader();
  private final JdkPackages jdk = new JdkPackages();
  private final Set<String> undertowPaths;
  private final LastResortLoader lastResort =
      new LastResortLoader(new HostLoader(host, SiteRuntimeClasses.hostClasses()::contains));
  private final LastResortLoader lastResortWithLogging =
      new LastResortLoader(
          new HostLoader(
              host,
              name -> name.startsWith(LOGGING) || SiteRuntimeClasses.hostClasses().contains(name)));

  /** Makes loaders that patch each class with the given patcher. */
  public SiteModules(ClassPatcher patcher) {
    this.patcher = patcher;
    Set<String> paths = new HashSet<>(HostPackages.beside(HttpHandler.class, "io/undertow"));
    paths.addAll(HostPackages.beside(XnioWorker.class, "org/xnio"));
    undertowPaths = Set.copyOf(paths);
  }

  /**
   * Makes the loader of one generation. Loads no class yet.
   *
   * @param name shows in the loader's name and in stack traces
   * @param cache where jars inside jars are unpacked to
   * @param applications the application objects; decide whether the site sees Undertow
   * @throws ClassPathException with a sentence if an entry cannot be used; nothing stays open then
   */
  public SiteModule open(
      String name, List<Path> classPath, Path cache, List<ApplicationClass> applications)
      throws ClassPathException {
    OpenRoots roots = OpenRoots.open(new ClassPathLayout(cache).roots(classPath));
    try {
      boolean undertow = applications.stream().anyMatch(it -> UndertowUse.of(roots, it));
      return new SiteModule(spec(name, roots, undertow), roots);
    } catch (ClassPathException | RuntimeException e) {
      roots.close();
      throw e;
    }
  }

  /**
   * Whether an application object is a servlet, as far as its class files tell.
   *
   * @throws ClassPathException with a sentence if an entry cannot be used
   */
  public boolean isServlet(List<Path> classPath, Path cache, ApplicationClass application)
      throws ClassPathException {
    try (OpenRoots roots = OpenRoots.open(new ClassPathLayout(cache).roots(classPath))) {
      return ClassLineage.has(
          roots, application, name -> name.startsWith(SERVLETS), model -> false);
    }
  }

  /** A class file as the loaders made here define it; for loaders that a site's container makes. */
  public byte[] patched(String internalName, byte[] classFile) {
    return patcher.patch(internalName, classFile);
  }

  private ModuleSpec spec(String name, OpenRoots roots, boolean undertow) {
    ModuleSpec.Builder spec = ModuleSpec.build(name);
    if (undertow) {
      spec.addDependency(undertow());
    }
    spec.addResourceRoot(ResourceLoaderSpec.createResourceLoaderSpec(new RuntimeClassRoot()));
    PathFilter own = ownPackages(undertow);
    for (ResourceLoader root : roots.loaders()) {
      spec.addResourceRoot(ResourceLoaderSpec.createResourceLoaderSpec(root, own));
    }
    spec.addDependency(DependencySpec.OWN_DEPENDENCY);
    spec.setFallbackLoader(undertow ? lastResortWithLogging : lastResort);
    spec.setClassFileTransformer(new PatchingTransformer(patcher));
    return spec.create();
  }

  private DependencySpec undertow() {
    return new LocalDependencySpecBuilder()
        .setLocalLoader(new HostLoader(host, name -> true))
        .setLoaderPaths(undertowPaths)
        .build();
  }

  /**
   * What a site's own jars may define: nothing of the JDK's, of the runtime's, of shared Undertow.
   */
  private PathFilter ownPackages(boolean undertow) {
    return new PathFilter() {
      @Override
      public boolean accept(String path) {
        return !jdk.contains(path)
            && !path.startsWith(INSULA)
            && !(undertow && undertowPaths.contains(path));
      }
    };
  }
}
