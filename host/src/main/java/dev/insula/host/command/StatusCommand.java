package dev.insula.host.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    description = "Shows every site's state, generation, isolation, processes and traffic.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private final HostOptions host = new HostOptions();

  @Parameters(arity = "0..1", paramLabel = "SITE", description = "One site only.")
  private @Nullable String site;

  @Override
  public Integer call() throws Exception {
    return host.ask("GET", site == null ? "/status" : "/sites/" + HostOptions.encode(site));
  }
}
