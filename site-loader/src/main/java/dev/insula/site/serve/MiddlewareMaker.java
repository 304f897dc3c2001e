package dev.insula.site.serve;

import com.sun.net.httpserver.Filter;
import dev.insula.site.code.CodeFault;
import dev.insula.site.code.NamedCode;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a site's middleware: filters around a handler of the JDK's type, wrappers around one of
 * Undertow's. To be used on a thread of the site.
 */
public final class MiddlewareMaker {
  private static final List<Class<?>> NOTHING = List.of();
  private static final List<Class<?>> ARGUMENTS = List.of(Map.class);
  private static final List<Class<?>> HANDLER = List.of(HttpHandler.class);
  private static final List<Class<?>> HANDLER_AND_ARGUMENTS = List.of(HttpHandler.class, Map.class);

  private final String site;
  private final ClassLoader loader;
  private final SiteHttpContext context;

  /**
   * For one site.
   *
   * @param context gets the filters
   */
  public MiddlewareMaker(String site, ClassLoader loader, SiteHttpContext context) {
    this.site = site;
    this.loader = loader;
    this.context = context;
  }

  /**
   * The application object inside its middleware, the first of which is the outermost. One of the
   * JDK's type is given back as it is: its filters are the context's.
   *
   * @throws CodeFault if one is not of the kind that goes with the application object
   */
  public Object around(Object application, List<Middleware> middleware) throws CodeFault {
    if (application instanceof com.sun.net.httpserver.HttpHandler) {
      List<Filter> filters = new ArrayList<>();
      for (int i = 0; i < middleware.size(); i++) {
        filters.add(filter(i, middleware.get(i)));
      }
      // Before those that the application's own factory has put there.
      context.getFilters().addAll(0, filters);
      return application;
    }
    if (application instanceof HttpHandler handler) {
      HttpHandler wrapped = handler;
      for (int i = middleware.size() - 1; i >= 0; i--) {
        wrapped = wrapped(i, middleware.get(i), wrapped);
      }
      return wrapped;
    }
    return application;
  }

  private NamedCode code(int index, Middleware middleware) throws CodeFault {
    String place = "sites." + site + ".middleware[" + index + "]";
    return NamedCode.of(place, middleware.code(), loader);
  }

  private Filter filter(int index, Middleware middleware) throws CodeFault {
    NamedCode code = code(index, middleware);
    if (!code.isMethod() && !Filter.class.isAssignableFrom(code.type())) {
      throw noFilter(code);
    }
    Map<String, String> arguments = middleware.arguments();
    Executable maker =
        code.taking(arguments.isEmpty() ? List.of(NOTHING, ARGUMENTS) : List.of(ARGUMENTS));
    Object made = maker.getParameterCount() == 0 ? code.call(maker) : code.call(maker, arguments);
    if (made instanceof Filter filter) {
      return filter;
    }
    throw noFilter(code);
  }

  private static CodeFault noFilter(NamedCode code) {
    return code.fault(
        "is no com.sun.net.httpserver.Filter, which the middleware of a"
            + " com.sun.net.httpserver.HttpHandler must be");
  }

  private HttpHandler wrapped(int index, Middleware middleware, HttpHandler next) throws CodeFault {
    NamedCode code = code(index, middleware);
    Map<String, String> arguments = middleware.arguments();
    Executable maker =
        code.taking(
            arguments.isEmpty()
                ? List.of(HANDLER, NOTHING, HANDLER_AND_ARGUMENTS, ARGUMENTS)
                : List.of(HANDLER_AND_ARGUMENTS, ARGUMENTS));
    Object made = code.call(maker, given(maker, next, arguments));
    if (made instanceof HandlerWrapper wrapper) {
      return wrapper.wrap(next);
    }
    boolean tookHandler = maker.getParameterCount() > 0 && takes(maker, HttpHandler.class);
    if (made instanceof HttpHandler handler && tookHandler) {
      return handler;
    }
    throw code.fault(
        "is no io.undertow.server.HandlerWrapper, and makes no io.undertow.server.HttpHandler"
            + " out of one, which the middleware of an io.undertow.server.HttpHandler must");
  }

  private static boolean takes(Executable maker, Class<?> first) {
    return maker.getParameterTypes()[0].equals(first);
  }

  private static Object[] given(Executable maker, HttpHandler next, Map<String, String> arguments) {
    List<Object> given = new ArrayList<>();
    for (Class<?> type : maker.getParameterTypes()) {
      given.add(type.equals(Map.class) ? arguments : next);
    }
    return given.toArray();
  }
}
