package dev.insula.spawner.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A plan as text: one {@code key value} a line, with Java's escapes ({@code \n}, {@code \\}) in the
 * value, so that a value never ends early. Keys that may come more than once keep their order.
 * {@code #} begins a comment line. See {@code docs/spawner.md} for the keys.
 */
public final class PlanText {
  private static final Set<String> ONCE =
      Set.of(
          "plan",
          "site",
          "uid",
          "gid",
          "directory",
          "input",
          "input-format",
          "log",
          "network",
          "memory",
          "cpu",
          "tasks",
          "files",
          "file-size",
          "temporary",
          "shares",
          "farewell");
  private static final Set<String> MANY =
      Set.of("group", "argument", "environment", "read-only", "read-write", "secret");
  private static final String VERSION = "1";

  private final Map<String, List<String>> values = new TreeMap<>();

  private PlanText() {}

  /**
   * The plan in the text.
   *
   * @throws IllegalArgumentException if the text is no plan; the message names the line or the key
   */
  public static Plan read(String text) {
    var lines = new PlanText();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.take(line, number);
      }
    }
    return lines.plan();
  }

  private void take(String line, int number) {
    int blank = line.indexOf(' ');
    String key = blank < 0 ? line : line.substring(0, blank);
    boolean again = values.containsKey(key);
    if (blank < 0 || !(MANY.contains(key) || (ONCE.contains(key) && !again))) {
      String why = again ? "comes twice" : "is no \"key value\" of a plan";
      throw new IllegalArgumentException("line " + number + ": \"" + key + "\" " + why);
    }
    String value = line.substring(blank + 1).translateEscapes();
    values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  private Plan plan() {
    if (!one("plan").equals(VERSION)) {
      throw new IllegalArgumentException("plan " + one("plan") + " is not version " + VERSION);
    }
    var user =
        new User(
            (int) number("uid", 0),
            (int) number("gid", 0),
            many("group").stream().map(Integer::valueOf).toList());
    var format = Plan.Format.valueOf(one("input-format", "TEXT"));
    return new Plan(
        one("site"),
        user,
        many("argument"),
        pairs("environment", "="),
        Path.of(one("directory")),
        new Plan.Input(format, one("input", "")),
        Path.of(one("log")),
        limits(),
        new Room(paths("read-only"), paths("read-write"), network()),
        secrets(),
        shared());
  }

  private Optional<Plan.Shared> shared() {
    return values.containsKey("shares")
        ? Optional.of(new Plan.Shared(one("shares"), one("farewell", "")))
        : Optional.empty();
  }

  private Limits limits() {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        number("memory", usual.memory()),
        Math.toIntExact(number("cpu", usual.cpu())),
        Math.toIntExact(number("tasks", usual.tasks())),
        Math.toIntExact(number("files", usual.files())),
        number("file-size", usual.fileSize()),
        number("temporary", usual.temporary()));
  }

  private boolean network() {
    String network = one("network", "none");
    if (!network.equals("none") && !network.equals("host")) {
      throw new IllegalArgumentException("network is \"" + network + "\"; it is none or host");
    }
    return network.equals("host");
  }

  private Map<String, Path> secrets() {
    Map<String, Path> secrets = new LinkedHashMap<>();
    pairs("secret", " ").forEach((name, file) -> secrets.put(name, Path.of(file)));
    return secrets;
  }

  private String one(String key) {
    List<String> found = values.getOrDefault(key, List.of());
    if (found.isEmpty()) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return found.getFirst();
  }

  private String one(String key, String otherwise) {
    return values.containsKey(key) ? one(key) : otherwise;
  }

  private List<String> many(String key) {
    return values.getOrDefault(key, List.of());
  }

  private long number(String key, long otherwise) {
    try {
      return Long.parseLong(one(key, Long.toString(otherwise)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " \"" + one(key) + "\" is no number", e);
    }
  }

  private List<Path> paths(String key) {
    return many(key).stream().map(Path::of).toList();
  }

  private Map<String, String> pairs(String key, String separator) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : many(key)) {
      int at = text.indexOf(separator);
      String name = at < 0 ? text : text.substring(0, at);
      if (at < 1 || pairs.put(name, text.substring(at + 1)) != null) {
        throw new IllegalArgumentException(key + ": \"" + name + "\" comes twice or has no value");
      }
    }
    return pairs;
  }

  /** The text of the plan; {@link #read} gives an equal plan back. */
  public static String write(Plan plan) {
    var text = new StringBuilder();
    line(text, "plan", VERSION);
    line(text, "site", plan.site());
    line(text, "uid", plan.user().uid());
    line(text, "gid", plan.user().gid());
    plan.user().groups().forEach(group -> line(text, "group", group));
    plan.command().forEach(argument -> line(text, "argument", argument));
    plan.environment().forEach((name, value) -> line(text, "environment", name + "=" + value));
    line(text, "directory", plan.directory());
    line(text, "input-format", plan.input().format());
    line(text, "input", plan.input().text());
    line(text, "log", plan.log());
    limits(text, plan.limits());
    plan.room().readOnly().forEach(path -> line(text, "read-only", path));
    plan.room().readWrite().forEach(path -> line(text, "read-write", path));
    line(text, "network", plan.room().network() ? "host" : "none");
    plan.secrets().forEach((name, file) -> line(text, "secret", name + " " + file));
    plan.shared()
        .ifPresent(shared -> {
          line(text, "shares", shared.process());
          line(text, "farewell", shared.farewell());
        });
    return text.toString();
  }

  private static void limits(StringBuilder text, Limits limits) {
    line(text, "memory", limits.memory());
    line(text, "cpu", limits.cpu());
    line(text, "tasks", limits.tasks());
    line(text, "files", limits.files());
    line(text, "file-size", limits.fileSize());
    line(text, "temporary", limits.temporary());
  }

  private static void line(StringBuilder text, String key, Object value) {
    text.append(key).append(' ').append(escaped(value.toString())).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
