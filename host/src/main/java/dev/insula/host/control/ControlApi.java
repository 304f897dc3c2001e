package dev.insula.host.control;

import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
import dev.insula.host.converge.ReloadReport;
import dev.insula.host.supervise.GenerationStatus;
import dev.insula.host.supervise.Outcome;
import dev.insula.host.supervise.SiteKeeper;
import dev.insula.host.supervise.SiteStatus;
import dev.insula.host.supervise.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The control API: status, reload, explain, and orders to single sites. Described for clients by
 * {@code openapi.yaml} beside this class, which it serves itself. Every call may block.
 */
public final class ControlApi {
  private final House house;

  /** What the API needs of the running host. */
  public interface House {
    /** The manifest that runs. */
    Manifest running();

    /** The keeper of a declared site. */
    Optional<SiteKeeper> keeper(SiteName site);

    /** How many stopped generations of a site still have their classes in the host's memory. */
    int leftInMemory(SiteName site);

    /** What keeps them there, one sentence a generation. */
    List<String> heldInMemory(SiteName site);

    /** What sites use that run as users of their own. May wait for the spawner's answer. */
    Map<SiteName, Usage> usage();

    /** Reads the manifest again and converges. */
    Reloaded reload();

    /** The site's output log. */
    Path outputLog(SiteName site);

    /** The site's access log. */
    Path accessLog(SiteName site);
  }

  /** What a reload came to. */
  public sealed interface Reloaded {
    /** It converged, perhaps not with every site. */
    record Converged(ReloadReport report) implements Reloaded {}

    /** The manifest is faulty; nothing was changed. */
    record Faulty(String problems) implements Reloaded {}
  }

  /** An API for this host. */
  public ControlApi(House house) {
    this.house = house;
  }

  /** Answers a call. */
  public Answer answer(Request request) {
    return switch (request.method() + " " + String.join("/", request.path())) {
      case "GET status", "GET sites" -> status(request);
      case "POST reload" -> reload(request);
      case "GET explain" -> new Explanation(house.running(), this::notes).answer(request);
      case "GET openapi.yaml" -> openApi();
      default -> ofSite(request);
    };
  }

  private List<String> notes(SiteName site) {
    return house
        .keeper(site)
        .flatMap(keeper -> keeper.status().join().current())
        .map(GenerationStatus::notes)
        .orElse(List.of());
  }

  private Answer status(Request request) {
    List<SiteStatus> all =
        SiteKeeper.statuses(
            house.running().sites().keySet().stream().flatMap(name -> house.keeper(name).stream()));
    return request.wantsText()
        ? Answer.text(200, StatusReport.table(all, house::heldInMemory, house.usage()))
        : Answer.json(200, Map.of("sites", json(all)));
  }

  private Answer reload(Request request) {
    return switch (house.reload()) {
      case Reloaded.Faulty(String problems) ->
          request.wantsText()
              ? Answer.text(422, problems)
              : Answer.json(422, Map.of("problems", problems.lines().toList()));
      case Reloaded.Converged(ReloadReport report) -> {
        int status = report.complete() ? 200 : 409;
        yield request.wantsText()
            ? Answer.text(status, ReloadText.of(report))
            : Answer.json(status, ReloadText.json(report));
      }
    };
  }

  private static Answer openApi() {
    try (InputStream in = ControlApi.class.getResourceAsStream("openapi.yaml")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer.Whole(200, "application/yaml", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer ofSite(Request request) {
    List<String> path = request.path();
    if (path.size() < 2 || path.size() > 3 || !path.getFirst().equals("sites")) {
      return Answer.refusal(request, 404, "the control API has no /" + String.join("/", path));
    }
    Optional<SiteKeeper> keeper = declared(path.get(1)).flatMap(house::keeper);
    return keeper
        .map(found -> ofSite(request, new SiteName(path.get(1)), found))
        .orElseGet(() -> Answer.refusal(request, 404, "no site is called \"" + path.get(1) + "\""));
  }

  private Optional<SiteName> declared(String name) {
    return Optional.of(name).filter(SiteName::isValid).map(SiteName::new);
  }

  private Answer ofSite(Request request, SiteName site, SiteKeeper keeper) {
    String order = request.path().size() == 3 ? request.path().get(2) : "";
    boolean follow = request.query("follow").filter("true"::equals).isPresent();
    return switch (request.method() + " " + order) {
      case "GET " -> one(request, keeper);
      case "GET log" -> new Answer.Lines(house.outputLog(site), follow);
      case "GET access-log" -> new Answer.Lines(house.accessLog(site), follow);
      case "POST start", "POST restart" -> bringUp(request, site, keeper);
      case "POST stop" -> stop(request, site, keeper);
      default ->
          Answer.refusal(
              request,
              405,
              "a site can be asked for its status and log, and told to start, stop or restart");
    };
  }

  private List<Map<String, Object>> json(List<SiteStatus> sites) {
    Map<SiteName, Usage> usage = house.usage();
    return sites.stream().map(site -> json(site, usage)).toList();
  }

  private Map<String, Object> json(SiteStatus status, Map<SiteName, Usage> usage) {
    SiteName name = status.site().name();
    return StatusReport.json(
        status,
        house.leftInMemory(name),
        house.heldInMemory(name),
        Optional.ofNullable(usage.get(name)));
  }

  private Answer one(Request request, SiteKeeper keeper) {
    SiteStatus status = keeper.status().join();
    return request.wantsText()
        ? Answer.text(200, StatusReport.table(List.of(status), house::heldInMemory, house.usage()))
        : Answer.json(200, json(status, house.usage()));
  }

  private Answer bringUp(Request request, SiteName site, SiteKeeper keeper) {
    Outcome outcome =
        Optional.ofNullable(house.running().sites().get(site))
            .map(keeper::bringUp)
            .map(CompletableFuture::join)
            .orElse(new Outcome.Failed("it is not declared any more"));
    return switch (outcome) {
      case Outcome.Ready(long generation) ->
          done(request, site, "ready (generation %d)".formatted(generation));
      case Outcome.Asleep _ -> done(request, site, "starts on its first request");
      case Outcome.Failed(String message) ->
          Answer.refusal(request, 409, site.text() + " failed: " + message);
    };
  }

  private static Answer stop(Request request, SiteName site, SiteKeeper keeper) {
    keeper.stop().join();
    return done(request, site, "stopped");
  }

  private static Answer done(Request request, SiteName site, String what) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", site.text());
    json.put("result", what);
    return request.wantsText()
        ? Answer.text(200, site.text() + ": " + what + "\n")
        : Answer.json(200, json);
  }
}
