package dev.insula.host.control;

import dev.insula.config.HostName;
import dev.insula.config.HostPattern;
import dev.insula.config.Manifest;
import dev.insula.config.Setting;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which site answers a URL and why, and where each value in effect comes from. */
final class Explanation {
  private final Manifest manifest;
  private final Function<SiteName, List<String>> notes;

  /**
   * Of what runs.
   *
   * @param notes what the running site was found to do
   */
  Explanation(Manifest manifest, Function<SiteName, List<String>> notes) {
    this.manifest = manifest;
    this.notes = notes;
  }

  private record Match(Site site, String because) {}

  Answer answer(Request request) {
    String url = request.query("url").orElse("");
    Optional<HostName> host = host(url);
    if (host.isEmpty()) {
      return Answer.refusal(
          request,
          400,
          "\"" + url + "\" is no URL with a host name, such as http://alpha.test/who");
    }
    return match(host.get())
        .map(match -> explain(request, match))
        .orElseGet(() ->
            Answer.refusal(
                request,
                404,
                "no site answers for \"" + host.get() + "\"; a client would get 404"));
  }

  private static Optional<HostName> host(String url) {
    try {
      String host = URI.create(url.contains("://") ? url : "http://" + url).getHost();
      return host == null ? Optional.empty() : Optional.of(HostName.parse(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Match> match(HostName host) {
    return exact(host).or(() -> wildcard(host)).or(() -> fallback(host));
  }

  private Optional<Match> exact(HostName host) {
    return withPattern(new HostPattern.Exact(host)).map(s -> new Match(s, "hosts names " + host));
  }

  private Optional<Match> wildcard(HostName host) {
    String name = host.text();
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      var pattern = new HostPattern.Wildcard(HostName.parse(name.substring(dot + 1)));
      Optional<Site> site = withPattern(pattern);
      if (site.isPresent()) {
        return site.map(s -> new Match(s, host + " matches " + pattern));
      }
    }
    return Optional.empty();
  }

  private Optional<Match> fallback(HostName host) {
    return manifest.sites().values().stream()
        .filter(Site::isDefault)
        .findFirst()
        .map(site -> new Match(site, "no site claims " + host + "; this is the default site"));
  }

  private Optional<Site> withPattern(HostPattern pattern) {
    return manifest.sites().values().stream()
        .filter(site -> site.hosts().contains(pattern))
        .findFirst();
  }

  private Answer explain(Request request, Match match) {
    String path = "sites." + match.site().name();
    Map<String, Setting> settings = manifest.origins().below(path);
    return request.wantsText()
        ? Answer.text(200, text(match, path, settings))
        : Answer.json(200, json(match, path, settings));
  }

  private String text(Match match, String path, Map<String, Setting> settings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("site", match.site().name().toString(), match.because()));
    settings.forEach((key, setting) ->
        rows.add(List.of(shortened(key, path), setting.value(), setting.origin().toString())));
    StringBuilder text = new StringBuilder(TextTable.of(rows));
    notes.apply(match.site().name()).forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private static String shortened(String key, String path) {
    return key.length() > path.length() ? key.substring(path.length() + 1) : key;
  }

  private Map<String, Object> json(Match match, String path, Map<String, Setting> settings) {
    List<Object> values = new ArrayList<>();
    settings.forEach((key, setting) ->
        values.add(
            Map.of(
                "key", shortened(key, path),
                "value", setting.value(),
                "origin", setting.origin().toString())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", match.site().name().toString());
    json.put("because", match.because());
    json.put("values", values);
    json.put("notes", notes.apply(match.site().name()));
    return json;
  }
}
