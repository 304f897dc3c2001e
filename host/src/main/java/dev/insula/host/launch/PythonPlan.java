package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.AuthRule;
import dev.insula.config.ByteSize;
import dev.insula.config.Middleware;
import dev.insula.config.Recycle;
import dev.insula.config.Site;
import dev.insula.host.json.JsonText;
import dev.insula.host.supervise.Launcher.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What {@code insula_wsgi} is told about its site; the keys are those of its {@code plan.py}. */
final class PythonPlan {
  private final Order order;
  private final Site site;
  private final Path socket;
  private final SequencedMap<String, Object> plan = new LinkedHashMap<>();

  private PythonPlan(Order order, Path socket) {
    this.order = order;
    this.site = order.site();
    this.socket = socket;
  }

  /**
   * One line of JSON.
   *
   * @param java see {@link MountedJava#plan}
   */
  static String of(
      Order order, Path socket, Map<String, String> secrets, Optional<Map<String, Object>> java) {
    Map<String, Object> entries = entries(order, socket);
    java.ifPresent(plan -> entries.put("java", plan));
    entries.put("secrets", secrets);
    return JsonText.of(entries);
  }

  /** All but the secrets and what is told about a JVM. */
  static Map<String, Object> entries(Order order, Path socket) {
    return new PythonPlan(order, socket).entries();
  }

  private Map<String, Object> entries() {
    identity();
    application();
    server();
    around();
    return plan;
  }

  private void identity() {
    plan.put("site", site.name().text());
    plan.put("generation", order.generation());
    plan.put("socket", socket.toString());
  }

  private void application() {
    plan.put("application", object(site.application()));
    plan.put("path", site.path().stream().map(Path::toString).toList());
    plan.put("directory", site.directory().toString());
    site.settings().ifPresent(settings -> plan.put("settings", settings));
    plan.put("env", site.env());
    site.python().venv().ifPresent(venv -> plan.put("venv", venv.toString()));
  }

  private static Map<String, Object> object(Application application) {
    return switch (application) {
      case Application.Wsgi wsgi -> Map.of("wsgi", wsgi.toString());
      case Application.WsgiDjango _ -> Map.of("django", true);
      case Application.JavaObject _,
          Application.War _,
          Application.Boot _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          throw new IllegalArgumentException("not a WSGI application: " + application);
    };
  }

  private void server() {
    plan.put("server", site.python().server().toString());
    plan.put("processes", site.processes());
    plan.put("threads", site.threads());
    plan.put("request_timeout", seconds(site.timeouts().request()));
    plan.put("drain", site.timeouts().drain().toSeconds());
    plan.put("recycle", recycle(site.recycle()));
  }

  /** Rounded up: 0 would mean never. */
  private static long seconds(Duration time) {
    return time.plusMillis(999).toSeconds();
  }

  private static Map<String, Object> recycle(Recycle recycle) {
    // In an order, so that equal sites have equal plans.
    return new TreeMap<>(
        Map.of(
            "requests", recycle.requests().orElse(0),
            "memory", recycle.memory().map(ByteSize::bytes).orElse(0L)));
  }

  private void around() {
    plan.put("middleware", site.middleware().stream().map(PythonPlan::wrapper).toList());
    Map<String, Object> mounts = new LinkedHashMap<>();
    site.mounts()
        .forEach((path, application) -> {
          if (application instanceof Application.Wsgi wsgi) {
            mounts.put(path, object(wsgi));
          }
        });
    plan.put("mounts", mounts);
    if (!site.prefix().isEmpty()) {
      plan.put("prefix", site.prefix());
    }
    Map<String, Object> auth = new LinkedHashMap<>();
    site.auth().forEach((path, rule) -> auth.put(site.prefix() + path, rule(rule)));
    plan.put("auth", auth);
  }

  private static Object wrapper(Middleware middleware) {
    return switch (middleware) {
      case Middleware.Wsgi(var callable, var arguments) ->
          arguments.isEmpty() ? callable.toString() : Map.of(callable.toString(), arguments);
      case Middleware.JavaObject java ->
          throw new IllegalArgumentException("not a WSGI middleware: " + java);
    };
  }

  private static Map<String, Object> rule(AuthRule rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("realm", rule.realm());
    json.put("check", rule.check().toString());
    rule.groups().ifPresent(groups -> json.put("groups", groups.toString()));
    Map<String, List<String>> require = new LinkedHashMap<>();
    if (!rule.require().users().isEmpty()) {
      require.put("user", rule.require().users());
    }
    if (!rule.require().groups().isEmpty()) {
      require.put("group", rule.require().groups());
    }
    json.put("require", require);
    return json;
  }
}
