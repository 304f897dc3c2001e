package dev.insula.war;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the manifest's filters before those of the application itself. */
final class SiteFilters implements ServletContainerInitializer {
  private static final String SEPARATOR = "::";
  private static final String RULE =
      " is no jakarta.servlet.Filter, which the middleware of a servlet must be";

  private final String site;
  private final List<PlannedFilter> filters;
  private volatile @Nullable String fault;

  SiteFilters(String site, List<PlannedFilter> filters) {
    this.site = site;
    this.filters = filters;
  }

  /** Why one of them could not be made, as a sentence without its full stop. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public void onStartup(Set<Class<?>> handled, ServletContext context) throws ServletException {
    for (int i = 0; i < filters.size(); i++) {
      String place = "sites." + site + ".middleware[" + i + "]";
      try {
        add(place, filters.get(i), context);
      } catch (ServletException e) {
        fault = place + ": " + e.getMessage();
        throw e;
      }
    }
  }

  private static void add(String place, PlannedFilter planned, ServletContext context)
      throws ServletException {
    Filter filter = made(planned.code(), context);
    FilterRegistration.Dynamic registered = context.addFilter(place, filter);
    registered.setInitParameters(planned.parameters());
    registered.setAsyncSupported(true);
    registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private static Filter made(String code, ServletContext context) throws ServletException {
    int at = code.indexOf(SEPARATOR);
    String className = at < 0 ? code : code.substring(0, at);
    try {
      Class<?> type = Class.forName(className, true, context.getClassLoader());
      if (at >= 0) {
        return byMethod(code, type, code.substring(at + SEPARATOR.length()));
      }
      if (Filter.class.isAssignableFrom(type)) {
        return context.createFilter(type.asSubclass(Filter.class));
      }
      throw new ServletException(code + RULE);
    } catch (ClassNotFoundException e) {
      throw new ServletException("the web application has no class " + className, e);
    } catch (LinkageError e) {
      throw new ServletException(className + " cannot be loaded: " + e, e);
    } catch (ServletException e) {
      throw e.getCause() == null ? e : new ServletException(told(code, e.getCause()), e.getCause());
    }
  }

  private static Filter byMethod(String code, Class<?> type, String name) throws ServletException {
    try {
      Method factory = type.getDeclaredMethod(name);
      if (Modifier.isStatic(factory.getModifiers())) {
        factory.setAccessible(true);
        if (factory.invoke(null) instanceof Filter filter) {
          return filter;
        }
        throw new ServletException(code + RULE);
      }
      throw new ServletException(code + " is not static");
    } catch (NoSuchMethodException e) {
      throw new ServletException(code + " is no static method that takes nothing");
    } catch (InvocationTargetException e) {
      throw new ServletException(code, e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ServletException(code + " cannot be called: " + e);
    }
  }

  private static String told(String code, Throwable cause) {
    Throwable root =
        cause instanceof InvocationTargetException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    return code + " cannot be made: " + root;
  }
}
