package dev.insula.war;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Puts the manifest's filters before those of the application itself. */
final class SiteFilters implements ServletContainerInitializer {
  private static final String RULE =
      " is no jakarta.servlet.Filter, which the middleware of a servlet must be";

  private final String site;
  private final List<PlannedFilter> filters;

  SiteFilters(String site, List<PlannedFilter> filters) {
    this.site = site;
    this.filters = filters;
  }

  @Override
  public void onStartup(Set<Class<?>> handled, ServletContext context) throws ServletException {
    for (int i = 0; i < filters.size(); i++) {
      String place = "sites." + site + ".middleware[" + i + "]";
      try {
        add(place, filters.get(i), context);
      } catch (UnusableCode e) {
        throw new UnusableCode(place + ": " + e.getMessage(), e);
      }
    }
  }

  private static void add(String place, PlannedFilter planned, ServletContext context)
      throws UnusableCode {
    Filter filter = NamedObject.of(planned.code(), context.getClassLoader(), Filter.class, RULE);
    FilterRegistration.Dynamic registered = context.addFilter(place, filter);
    registered.setInitParameters(planned.parameters());
    registered.setAsyncSupported(true);
    registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }
}
