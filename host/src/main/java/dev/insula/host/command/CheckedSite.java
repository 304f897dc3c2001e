package dev.insula.host.command;

import dev.insula.config.Isolation;
import dev.insula.host.control.TextTable;
import dev.insula.site.check.SiteCheck;
import dev.insula.site.check.SiteCheck.Touched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code check-site} reads, and how it tells what it found. */
record CheckedSite(
    String name, List<Path> path, Optional<String> applicationClass, Isolation declared) {
  private static final int STEPS = 4;

  CheckedSite {
    path = List.copyOf(path);
  }

  /** Whether the site shares a JVM and should not. */
  boolean needsAnother(SiteCheck check) {
    return declared == Isolation.CLASSLOADER && !check.reasons().isEmpty();
  }

  Map<String, Object> json(SiteCheck check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", name);
    json.put("path", path);
    json.put("classes", check.classes());
    json.put("isolation", declared.toString());
    json.put("recommended", recommended(check).toString());
    json.put("reasons", check.reasons());
    json.put("touched", check.touched().stream().map(CheckedSite::json).toList());
    return json;
  }

  private static Map<String, Object> json(Touched touched) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member", touched.member());
    json.put("isolated", touched.isolated());
    json.put("why", touched.why());
    json.put("class", touched.className());
    json.put("jar", touched.jar());
    json.put("count", touched.count());
    json.put("reached", touched.reached());
    json.put("way", touched.way());
    return json;
  }

  private static Isolation recommended(SiteCheck check) {
    return check.reasons().isEmpty() ? Isolation.CLASSLOADER : Isolation.PROCESS;
  }

  /** For a terminal; what is isolated by member only, or class by class. */
  String text(SiteCheck check, boolean all) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d classes; %s%n"
            .formatted(
                name,
                check.classes(),
                check.reasons().isEmpty()
                    ? "isolation: classloader is sound"
                    : "isolation: process is recommended"));
    check.reasons().forEach(reason -> text.append("  because ").append(reason).append('\n'));
    ways(check, text);
    if (needsAnother(check)) {
      text.append("  \"process-wide: deny\" shows whether it is really used\n");
    }
    List<Touched> open = check.touched().stream().filter(it -> !it.isolated()).toList();
    if (!open.isEmpty()) {
      text.append("\nNot isolated\n").append(TextTable.of(rows(open)));
    }
    List<Touched> own = check.touched().stream().filter(Touched::isolated).toList();
    if (!own.isEmpty()) {
      text.append("\nIsolated\n").append(TextTable.of(all ? rows(own) : sums(own)));
    }
    return text.append('\n').toString();
  }

  /** How the site comes to what speaks against a class loader, from both ends if that is long. */
  private static void ways(SiteCheck check, StringBuilder text) {
    for (Touched it : check.harmful()) {
      text.append("  %s is reached by%n".formatted(it.className()));
      List<String> way = it.way();
      int left = way.size() - 2 * STEPS;
      for (int i = 0; i < way.size(); i++) {
        if (left <= 1 || i < STEPS || i >= STEPS + left) {
          text.append("    ").append(way.get(i)).append('\n');
        } else if (i == STEPS) {
          text.append("    ... %d more ...%n".formatted(left));
        }
      }
    }
  }

  private static List<List<String>> rows(List<Touched> touched) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MEMBER", "CLASS", "COUNT", "JAR", "REACHED", "WHY NOT"));
    for (Touched it : touched) {
      rows.add(
          List.of(
              it.member(),
              it.className(),
              Integer.toString(it.count()),
              it.jar(),
              it.reached() ? "yes" : "no",
              it.why()));
    }
    return rows;
  }

  private static List<List<String>> sums(List<Touched> touched) {
    Map<String, int[]> sums = new TreeMap<>();
    for (Touched it : touched) {
      int[] sum = sums.computeIfAbsent(it.member(), _ -> new int[2]);
      sum[0]++;
      sum[1] += it.count();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MEMBER", "CLASSES", "COUNT"));
    sums.forEach((member, sum) ->
        rows.add(List.of(member, Integer.toString(sum[0]), Integer.toString(sum[1]))));
    return rows;
  }
}
