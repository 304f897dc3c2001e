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
import java.util.Set;

/** Makes one servlet and lets it answer everything. */
final class OneServlet implements ServletContainerInitializer {
  private static final String RULE =
      " is no jakarta.servlet.Servlet, which everything in one site must be if one thing is";

  private final String name;

  /** A class, or {@code CLASS::METHOD}. */
  OneServlet(String name) {
    this.name = name;
  }

  @Override
  public void onStartup(Set<Class<?>> handled, ServletContext context) throws ServletException {
    Servlet servlet = NamedObject.of(name, context.getClassLoader(), Servlet.class, RULE);
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
}
