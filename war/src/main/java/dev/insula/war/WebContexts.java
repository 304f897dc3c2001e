package dev.insula.war;

import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.Loader;
import org.apache.catalina.WebResourceRoot.ResourceSetType;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * Makes the contexts of a web server: one for each web application, or one for a single servlet.
 */
final class WebContexts {
  private final Tomcat tomcat;
  private final ClassPatch patch;
  private final Path base;

  WebContexts(Tomcat tomcat, ClassPatch patch, Path base) {
    this.tomcat = tomcat;
    this.patch = patch;
    this.base = base;
  }

  /** A web application; its files are unpacked now. */
  StandardContext ofWar(String path, Path war) throws IOException {
    Path folder = base.resolve("webapps").resolve(folderName(path));
    Path unpacked = UnpackedWar.of(war, folder);
    StandardContext context = context(path, unpacked);
    Path own = unpacked.resolve("META-INF/context.xml");
    if (Files.isRegularFile(own)) {
      context.setConfigFile(url(own));
    }
    return context;
  }

  /** No path has a "#" of its own, and so none is called like the root or like another. */
  private static String folderName(String path) {
    return path.isEmpty() ? "#root" : path.substring(1).replace('/', '#');
  }

  private static java.net.URL url(Path file) throws IOException {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IOException(file + " is no URL", e);
    }
  }

  /** A context that serves one servlet, whose classes are where a web application's would be. */
  StandardContext ofServlet(WebServerPlan plan, String servlet) throws IOException {
    Path empty = Files.createDirectories(base.resolve("webapps").resolve(folderName(plan.root())));
    StandardContext context = context(plan.root(), empty);
    StandardRoot resources = new StandardRoot(context);
    int count = 0;
    for (Path entry : plan.path()) {
      String mount =
          Files.isDirectory(entry) ? "/WEB-INF/classes" : "/WEB-INF/lib/" + count++ + ".jar";
      resources.createWebResourceSet(ResourceSetType.POST, mount, entry.toString(), null, "/");
    }
    context.setResources(resources);
    context.addServletContainerInitializer(new OneServlet(servlet), Set.of());
    return context;
  }

  /** A context that serves one servlet of another context's classes; starts it, if that runs. */
  StandardContext ofMount(String path, String servlet, StandardContext owner) throws IOException {
    Path empty = Files.createDirectories(base.resolve("mounts").resolve(folderName(path)));
    StandardContext context = unplaced(path, empty, new SharedLoader(owner));
    // The names that a loader's threads see stay those of its own application.
    context.setUseNaming(false);
    context.addServletContainerInitializer(new OneServlet(servlet), Set.of());
    tomcat.getHost().addChild(context);
    return context;
  }

  private StandardContext context(String path, Path folder) {
    WebappLoader loader = new WebappLoader();
    loader.setLoaderInstance(new WebApplicationLoader(WebContexts.class.getClassLoader(), patch));
    StandardContext context = unplaced(path, folder, loader);
    tomcat.getHost().addChild(context);
    return context;
  }

  private StandardContext unplaced(String path, Path folder, Loader loader) {
    StandardContext context = new StandardContext();
    context.setName(path);
    context.setPath(path);
    context.setDocBase(folder.toString());
    // For Tomcat, /ROOT is the root, in whose folder its compiled pages would be.
    context.setWorkDir(base.resolve("work").resolve(folderName(path)).toString());
    context.setFailCtxIfServletStartFails(true);
    // The site's cleaner does these, with what it may open of the JDK.
    context.setClearReferencesRmiTargets(false);
    context.setRenewThreadsWhenStoppingContext(false);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    scanner.setScanManifest(false);
    context.setJarScanner(scanner);
    context.addLifecycleListener(tomcat.getDefaultWebXmlListener());
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    context.addLifecycleListener(event -> beforeStart(context, loader, event));
    return context;
  }

  /** Last word over what the application's own context.xml has said. */
  private void beforeStart(StandardContext context, Loader loader, LifecycleEvent event) {
    if (!event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
      return;
    }
    context.setLoader(loader);
    if (context.getManager() == null) {
      StandardManager sessions = new StandardManager();
      sessions.setPathname("");
      context.setManager(sessions);
    }
    context.getServletContext().setAttribute(ClassPatch.ATTRIBUTE, patch);
    Container pages = context.findChild("jsp");
    if (pages instanceof Wrapper jsp) {
      jsp.addInitParameter("compilerClassName", PageCompiler.class.getName());
      jsp.addInitParameter("development", "false");
    }
  }
}
