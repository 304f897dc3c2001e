package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.site.Percent;
import dev.insula.site.SiteDefinition;
import dev.insula.site.bridge.PortBridge;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that serves HTTP and knows nothing of Insula, as the spawner starts it. A small shell
 * says on the status channel when the program listens, and is the program from then on; what the
 * program prints goes to the log.
 *
 * @param words the program and its arguments, with {@code ${port}} and {@code ${socket}} in them
 * @param listensAt how the front reaches it
 * @param lines what is in the file {@link #FILE} when the program starts; none of them is "end"
 */
record SpawnedProgram(Site site, List<String> words, ListensAt listensAt, List<String> lines) {
  /** In the sandbox's own folder of temporary files, for its user's eyes only. */
  static final String FILE = "/tmp/insula-arguments";

  /** Where requests go. */
  enum ListensAt {
    /** To the Unix socket that the program was told. */
    SOCKET,
    /** To the port that it was told, on the machine's loopback address. */
    PORT,
    /** To the Unix socket, from which a bridge inside its own network goes on to its port. */
    BRIDGED_PORT
  }

  /* Arguments: socket, port, what serves, the program. Each watcher is nobody's child but that of
   * the sandbox's first process, so that the program finds no child that it has not made. Files
   * named tcp: proc_pid_net(5); 0A is LISTEN, and the port must be of this very user. */
  private static final String HEAD =
      """
      socket=$1 port=$2 server=$3
      shift 3
      """;
  private static final String TAKE_LINES =
      """
      ( umask 077; while IFS= read -r line && [ "$line" != end ]; do printf '%s\\n' "$line"; done > FILE )
      """
          .replace("FILE", FILE);
  private static final String WHEN_SOCKET =
      """
      ( ( until [ -S "$socket" ]; do sleep 0.05; done; echo "ready server=$server" ) & )
      """;
  private static final String WHEN_PORT =
      """
      line="^ *[0-9]+: [0-9A-F]+:$(printf %04X "$port") [0-9A-F:]+ 0A [0-9A-F:]+ [0-9A-F:]+ [0-9A-F]+ +$(id -u) "
      ( ( until grep -qsE "$line" /proc/net/tcp /proc/net/tcp6; do sleep 0.05; done; echo "ready server=$server" ) & )
      """;
  private static final String TAIL =
      """
      exec "$@" </dev/null >&2
      """;

  SpawnedProgram {
    words = List.copyOf(words);
    lines = List.copyOf(lines);
  }

  /** The program of a {@code command} site. */
  static SpawnedProgram of(Site site, List<String> words) {
    return new SpawnedProgram(site, words, listensAt(site, words), List.of());
  }

  /** A Spring Boot jar; what is in it only its own user looks at. */
  static SpawnedProgram of(Site declared, Path jar) {
    Site site = BootSite.atAnyPort(declared);
    return new SpawnedProgram(
        site,
        List.of(Installation.java().toString(), "@" + FILE),
        portOf(site),
        BootSite.arguments(site, jar, Path.of("/tmp"), SpawnedJvm.limits(site)));
  }

  /** How the front reaches this site's program; empty for what is no such program. */
  static Optional<ListensAt> listensAt(Site site) {
    return switch (site.application()) {
      case Application.Command(List<String> words) -> Optional.of(listensAt(site, words));
      case Application.Boot _ -> Optional.of(portOf(site));
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.JavaObject _,
          Application.War _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          Optional.empty();
    };
  }

  private static ListensAt listensAt(Site site, List<String> words) {
    return ProgramAddress.namesSocket(words, site.env()) ? ListensAt.SOCKET : portOf(site);
  }

  private static ListensAt portOf(Site site) {
    return site.network() == Network.NONE ? ListensAt.BRIDGED_PORT : ListensAt.PORT;
  }

  Plan plan(User user, Path log, Limits limits) {
    return new Plan(
        site.name().text(),
        user,
        arguments(),
        environment(),
        site.directory(),
        new Plan.Input(Plan.Format.TEXT, input()),
        log,
        limits,
        new Room(
            SiteRoom.readOnly(site, words),
            SiteRoom.readWrite(site),
            site.network() == Network.HOST),
        site.secrets());
  }

  private String input() {
    return lines.isEmpty() ? "" : template(String.join("\n", lines)) + "\nend\n";
  }

  private List<String> arguments() {
    String port = listensAt == ListensAt.SOCKET ? "0" : "${port}";
    List<String> arguments = new ArrayList<>(List.of("/bin/sh", "-c", script(), "insula"));
    arguments.addAll(List.of("${socket}", port, Percent.encode(ProgramStart.name(words))));
    words.forEach(word -> arguments.add(template(word)));
    return arguments;
  }

  private String script() {
    String watcher =
        switch (listensAt) {
          case SOCKET -> WHEN_SOCKET;
          case PORT -> WHEN_PORT;
          case BRIDGED_PORT -> bridge();
        };
    return SpawnPlans.literal(HEAD + (lines.isEmpty() ? "" : TAKE_LINES) + watcher + TAIL);
  }

  /** Without its bridge the program serves nobody, so it ends with it. */
  private static String bridge() {
    List<String> java = new ArrayList<>(List.of(Installation.java().toString()));
    java.addAll(PortBridge.jvmOptions());
    java.addAll(List.of("-cp", PortBridge.classPath(), PortBridge.class.getName()));
    return "( ( "
        + String.join(" ", java.stream().map(SpawnedProgram::quoted).toList())
        + " \"$socket\" \"$port\" \"$server\"; kill $$ ) & )\n";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(ChildEnvironment.base());
    environment.merge("PATH", ":" + Installation.java().getParent(), String::concat);
    site.settings().ifPresent(name -> environment.put(SiteDefinition.SETTINGS_VARIABLE, name));
    Map<String, String> templates = SpawnPlans.literal(environment);
    site.env().forEach((name, value) -> templates.put(name, template(value)));
    site.secrets().keySet().forEach(name -> templates.put(name, "${secret:" + name + "}"));
    return templates;
  }

  /** The manifest's references are the spawner's, too; everything else stays as it is. */
  private String template(String text) {
    String withPort = SpawnPlans.literal(text).replace("$${port}", "${port}");
    return listensAt == ListensAt.SOCKET ? withPort.replace("$${socket}", "${socket}") : withPort;
  }
}
