package dev.insula.site.modules;

import org.jboss.modules.Module;
import org.jboss.modules.ModuleFinder;
import org.jboss.modules.ModuleLoadException;
import org.jboss.modules.ModuleLoader;
import org.jboss.modules.ModuleSpec;

/** The class loader of one generation of a site, and the files that it reads. */
public final class SiteModule implements AutoCloseable {
  private final OneModule modules;
  private final Module module;
  private final OpenRoots roots;

  SiteModule(ModuleSpec spec, OpenRoots roots) throws ClassPathException {
    this.modules = new OneModule(spec);
    this.roots = roots;
    try {
      module = modules.loadModule(spec.getName());
    } catch (ModuleLoadException e) {
      throw new ClassPathException("The classes of " + spec.getName() + " cannot be loaded", e);
    }
  }

  /** The loader; nothing but the garbage collector ends it. */
  public ClassLoader loader() {
    return module.getClassLoader();
  }

  /** Closes the files. Classes and resources that were not yet loaded cannot be any more. */
  @Override
  public void close() {
    modules.unload(module);
    roots.close();
  }

  private static final class OneModule extends ModuleLoader {
    OneModule(ModuleSpec spec) {
      super((ModuleFinder) (name, delegate) -> name.equals(spec.getName()) ? spec : null);
    }

    void unload(Module module) {
      unloadModuleLocal(module.getName(), module);
    }
  }
}
