package dev.insula.site;

import com.sun.net.httpserver.HttpContext;
import dev.insula.site.state.SiteExit;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes one of a site's application objects; to be run on a thread of the site. Every fault is told
 * as a sentence that names the class and what to do.
 */
final class ApplicationMaker {
  private final SiteDefinition site;
  private final ApplicationObject object;
  private final ClassLoader loader;
  private final HttpContext context;

  /** Makes one of the site's application objects, which may be given its context. */
  ApplicationMaker(
      SiteDefinition site, ApplicationObject object, ClassLoader loader, HttpContext context) {
    this.site = site;
    this.object = object;
    this.loader = loader;
    this.context = context;
  }

  /** Makes the object, from its class's static initialiser on. */
  Object make() throws SiteStartException {
    Class<?> type = load();
    if (ListeningMain.isOne(site)) {
      return ListeningMain.start(site, type);
    }
    Object made =
        object.factory().isPresent()
            ? byFactory(type, object.factory().get())
            : byConstructor(type);
    return made;
  }

  private String className() {
    return object.className();
  }

  private Class<?> load() throws SiteStartException {
    try {
      return Class.forName(className(), true, loader);
    } catch (ClassNotFoundException e) {
      throw fault("there is no class " + className() + " on its path " + path(), "");
    } catch (NoClassDefFoundError e) {
      throw fault(
          className() + " needs a class that is not on its path " + path() + ": " + e.getMessage(),
          SiteTrace.of(e));
    } catch (ExceptionInInitializerError e) {
      throw thrown("the static initialiser of " + className(), cause(e));
    } catch (LinkageError e) {
      throw fault(className() + " cannot be loaded: " + e.getMessage(), SiteTrace.of(e));
    } catch (Error e) {
      throw thrown("the static initialiser of " + className(), e);
    }
  }

  private Object byConstructor(Class<?> type) throws SiteStartException {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw fault(
          className()
              + " is abstract; name a class that can be made, or a factory as in "
              + className()
              + "::create",
          "");
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw fault(
          className()
              + " has no constructor without parameters; add one, or name a static factory"
              + " method as in "
              + className()
              + "::create",
          "");
    } catch (InvocationTargetException e) {
      throw thrown("the constructor of " + className(), cause(e));
    } catch (LinkageError e) {
      throw fault(className() + " cannot be made: " + e.getMessage(), SiteTrace.of(e));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw fault(className() + " cannot be made: " + e, SiteTrace.of(e));
    }
  }

  private Object byFactory(Class<?> type, String name) throws SiteStartException {
    Method factory = factory(type, name);
    try {
      factory.setAccessible(true);
      Object made =
          factory.getParameterCount() == 0 ? factory.invoke(null) : factory.invoke(null, context);
      if (made == null) {
        throw fault("the factory " + object + " returned null", "");
      }
      return made;
    } catch (InvocationTargetException e) {
      throw thrown("the factory " + object, cause(e));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw fault("the factory " + object + " cannot be called: " + e, SiteTrace.of(e));
    }
  }

  private Method factory(Class<?> type, String name) throws SiteStartException {
    List<Method> named;
    try {
      named =
          Arrays.stream(type.getDeclaredMethods()).filter(it -> it.getName().equals(name)).toList();
    } catch (LinkageError e) {
      throw fault(className() + " cannot be read: " + e.getMessage(), SiteTrace.of(e));
    }
    return named.stream()
        .filter(ApplicationMaker::isFactory)
        .findFirst()
        .orElseThrow(() -> noFactory(name, named));
  }

  private static boolean isFactory(Method method) {
    return Modifier.isStatic(method.getModifiers())
        && (method.getParameterCount() == 0
            || Arrays.equals(method.getParameterTypes(), new Class<?>[] {HttpContext.class}));
  }

  private SiteStartException noFactory(String name, List<Method> named) {
    String found =
        named.isEmpty()
            ? className() + " has no method " + name
            : className() + "::" + name + " is no factory";
    return fault(
        found + "; a factory is static and takes nothing or one com.sun.net.httpserver.HttpContext",
        "");
  }

  private SiteStartException thrown(String where, Throwable thrown) {
    return thrown instanceof SiteExit exit
        ? fault(where + " called System.exit(" + exit.status() + ")", SiteTrace.of(thrown))
        : fault(where + " threw " + SiteTrace.firstLine(thrown), SiteTrace.of(thrown));
  }

  private static Throwable cause(Throwable wrapper) {
    Throwable cause = wrapper.getCause();
    return cause == null ? wrapper : cause;
  }

  private String path() {
    return site.classPath().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private SiteStartException fault(String what, String trace) {
    return new SiteStartException("Site " + site.name() + ": " + what + ".", trace);
  }
}
