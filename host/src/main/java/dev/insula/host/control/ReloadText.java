package dev.insula.host.control;

import dev.insula.host.converge.ReloadReport;
import dev.insula.host.converge.ReloadReport.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reload's report for people and for programs. */
final class ReloadText {
  private ReloadText() {}

  static String of(ReloadReport report) {
    var text = new StringBuilder();
    for (Entry entry : report.entries()) {
      text.append(entry.site().text()).append(": ").append(entry.change().word());
      entry.message().ifPresent(message -> text.append(": ").append(message));
      text.append('\n');
    }
    report.warnings().forEach(warning -> text.append("insula: ").append(warning).append('\n'));
    return text.toString();
  }

  static Map<String, Object> json(ReloadReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sites", report.entries().stream().map(ReloadText::json).toList());
    json.put("warnings", report.warnings());
    return json;
  }

  private static Map<String, Object> json(Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", entry.site().text());
    json.put("change", entry.change().word());
    json.put("message", entry.message());
    return json;
  }
}
