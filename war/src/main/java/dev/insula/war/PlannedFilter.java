package dev.insula.war;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A servlet filter that the manifest puts around a site's application object.
 *
 * @param code {@code CLASS} or {@code CLASS::METHOD}
 * @param parameters its init parameters
 */
record PlannedFilter(String code, Map<String, String> parameters) {
  private static final String KEY = "filter.";
  private static final String WITH = ".with.";

  PlannedFilter {
    parameters = Map.copyOf(parameters);
  }

  /** Those of a plan, the first is the outermost. */
  static List<PlannedFilter> of(Map<String, String> plan) {
    List<PlannedFilter> filters = new ArrayList<>();
    for (String code = plan.get(KEY + 0); code != null; code = plan.get(KEY + filters.size())) {
      filters.add(new PlannedFilter(code, parameters(plan, KEY + filters.size() + WITH)));
    }
    return filters;
  }

  private static Map<String, String> parameters(Map<String, String> plan, String prefix) {
    Map<String, String> parameters = new HashMap<>();
    plan.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        parameters.put(key.substring(prefix.length()), value);
      }
    });
    return parameters;
  }
}
