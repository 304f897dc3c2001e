package dev.insula.host.launch;

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

/**
 * A program that serves HTTP and knows nothing of Insula, as the spawner starts it. A small shell
 * says on the status channel when the program listens, and is the program from then on; what the
 * program prints goes to the log.
 *
 * @param words the program and its arguments, with {@code ${port}} and {@code ${socket}} in them
 * @param listensAt how the front reaches it
 */
record SpawnedProgram(Site site, List<String> words, ListensAt listensAt) {
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
  }

  /** The program of a {@code command} site. */
  static SpawnedProgram of(Site site, List<String> words) {
    return new SpawnedProgram(site, words, listensAt(site, words));
  }

  static ListensAt listensAt(Site site, List<String> words) {
    if (ProgramAddress.namesSocket(words, site.env())) {
      return ListensAt.SOCKET;
    }
    return site.network() == Network.NONE ? ListensAt.BRIDGED_PORT : ListensAt.PORT;
  }

  Plan plan(User user, Path log, Limits limits) {
    return new Plan(
        site.name().text(),
        user,
        arguments(),
        environment(),
        site.directory(),
        new Plan.Input(Plan.Format.TEXT, ""),
        log,
        limits,
        new Room(
            SiteRoom.readOnly(site, words),
            SiteRoom.readWrite(site),
            site.network() == Network.HOST),
        site.secrets());
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
    return SpawnPlans.literal(HEAD + watcher + TAIL);
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

  /** The manifest's two references are the spawner's, too; everything else stays as it is. */
  private static String template(String text) {
    return SpawnPlans.literal(text)
        .replace("$${port}", "${port}")
        .replace("$${socket}", "${socket}");
  }
}
