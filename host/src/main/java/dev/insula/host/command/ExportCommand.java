package dev.insula.host.command;

import dev.insula.config.Manifest;
import dev.insula.config.SiteName;
import dev.insula.config.read.ManifestReader;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.kubernetes.ExportOptions;
import dev.insula.host.kubernetes.KubernetesExport;
import dev.insula.host.kubernetes.StateVolume;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = "Writes a manifest's sites for another platform.",
    mixinStandardHelpOptions = true,
    subcommands = ExportCommand.Kubernetes.class)
final class ExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.status();
  }

  @Command(
      name = "kubernetes",
      description =
          "Writes each site as Kubernetes objects, and as comments what does not carry over.",
      mixinStandardHelpOptions = true)
  static final class Kubernetes implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
    private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "MANIFEST",
        description = "Default: insula.yaml, then /etc/insula/insula.yaml.")
    private @Nullable Path named;

    @Option(
        names = "--image",
        paramLabel = "IMAGE",
        defaultValue = "insula:latest",
        description = "The container image; {site} stands for the site's name (${DEFAULT-VALUE}).")
    private String image = "";

    @Option(
        names = "--namespace",
        paramLabel = "NAME",
        description = "Where the objects belong; else left to whoever applies them.")
    private @Nullable String namespace;

    @Option(
        names = "--gateway",
        paramLabel = "[NAMESPACE/]NAME",
        defaultValue = "gateway/insula",
        description = "The Gateway in front of the sites (${DEFAULT-VALUE}).")
    private String gateway = "";

    @Option(
        names = "--maximum-replicas",
        paramLabel = "N",
        defaultValue = "4",
        description = "Up to how many pods a site is scaled (${DEFAULT-VALUE}).")
    private int maximumReplicas;

    @Option(
        names = "--trusted-proxy",
        paramLabel = "RANGE",
        description = "The gateway's own addresses, whose X-Forwarded-* are believed.")
    private List<String> trustedProxies = List.of();

    @Option(
        names = "--volume",
        paramLabel = "SITE=FOLDER:SIZE",
        description = "A folder that the site keeps, such as shop=/srv/shop/media:10Gi.")
    private List<String> volumes = List.of();

    @Option(
        names = "--output",
        paramLabel = "FOLDER",
        description = "One file a site in this folder, instead of all on the terminal.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
      Path file = ManifestFile.choose(named);
      PrintWriter err = spec.commandLine().getErr();
      Optional<Manifest> manifest = ManifestFile.read(file, err);
      if (manifest.isEmpty()) {
        return ExitCode.FAULTY_MANIFEST.status();
      }
      write(texts(file, manifest.get()));
      return ExitCode.FINE.status();
    }

    private SequencedMap<SiteName, String> texts(Path file, Manifest manifest) {
      try {
        return ManifestReader.written(file)
            .map(written -> new KubernetesExport(manifest, written, options()).texts())
            .orElseGet(LinkedHashMap::new);
      } catch (IllegalArgumentException e) {
        throw new Fault(ExitCode.USAGE, String.valueOf(e.getMessage()));
      }
    }

    private ExportOptions options() {
      int slash = gateway.indexOf('/');
      return new ExportOptions(
          image,
          Optional.ofNullable(namespace),
          gateway.substring(slash + 1),
          slash < 0 ? "default" : gateway.substring(0, slash),
          maximumReplicas,
          trustedProxies,
          stateVolumes());
    }

    private Map<SiteName, List<StateVolume>> stateVolumes() {
      Map<SiteName, List<StateVolume>> bySite = new LinkedHashMap<>();
      for (String text : volumes) {
        int equals = text.indexOf('=');
        int colon = text.lastIndexOf(':');
        if (equals < 1 || colon < equals) {
          throw new IllegalArgumentException(
              "--volume is \"" + text + "\"; it must be SITE=FOLDER:SIZE");
        }
        bySite
            .computeIfAbsent(new SiteName(text.substring(0, equals)), _ -> new ArrayList<>())
            .add(new StateVolume(text.substring(equals + 1, colon), text.substring(colon + 1)));
      }
      return bySite;
    }

    private void write(SequencedMap<SiteName, String> texts) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      if (output == null) {
        texts.values().forEach(out::print);
        out.flush();
        return;
      }
      Files.createDirectories(output);
      for (Map.Entry<SiteName, String> text : texts.entrySet()) {
        Path file = output.resolve(text.getKey() + ".yaml");
        Files.writeString(file, text.getValue());
        out.println(file);
      }
      out.flush();
    }
  }
}
