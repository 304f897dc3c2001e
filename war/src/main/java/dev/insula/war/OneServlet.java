package dev.insula.war;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/** Makes one servlet and lets it answer everything. */
final class OneServlet implements ServletContainerInitializer {
  private static final String FACTORY = "::";

  private final String name;

  /** A class, or {@code CLASS::METHOD}. */
  OneServlet(String name) {
    this.name = name;
  }

  @Override
  public void onStartup(Set<Class<?>> handled, ServletContext context) throws ServletException {
    Servlet servlet = made(context.getClassLoader());
    ServletRegistration.Dynamic registered = context.addServlet("application", servlet);
    registered.addMapping("/*");
    registered.setLoadOnStartup(1);
    registered.setAsyncSupported(true);
    MultipartConfig parts = servlet.getClass().getAnnotation(MultipartConfig.class);
    if (parts != null) {
      registered.setMultipartConfig(new MultipartConfigElement(parts));
    }
    WebServlet declared = servlet.getClass().getAnnotation(WebServlet.class);
    if (declared != null) {
      for (WebInitParam parameter : declared.initParams()) {
        registered.setInitParameter(parameter.name(), parameter.value());
      }
    }
  }

  private Servlet made(ClassLoader loader) throws ServletException {
    int at = name.indexOf(FACTORY);
    String className = at < 0 ? name : name.substring(0, at);
    try {
      Class<?> type = Class.forName(className, true, loader);
      Object made;
      if (at < 0) {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        made = constructor.newInstance();
      } else {
        var factory = type.getDeclaredMethod(name.substring(at + FACTORY.length()));
        factory.setAccessible(true);
        made = factory.invoke(null);
      }
      if (made instanceof Servlet servlet) {
        return servlet;
      }
      throw new ServletException(name + " did not make a jakarta.servlet.Servlet");
    } catch (InvocationTargetException e) {
      throw new ServletException(name + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ServletException(name + " cannot be made", e);
    }
  }
}
