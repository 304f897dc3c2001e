package dev.insula.host.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Says which site answers a URL and why, and where each of its values comes from.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final HostOptions host = new HostOptions();

  @Parameters(paramLabel = "URL", description = "Such as http://alpha.test/who.")
  private String url = "";

  @Override
  public Integer call() throws Exception {
    return host.ask("GET", "/explain", "url", url);
  }
}
