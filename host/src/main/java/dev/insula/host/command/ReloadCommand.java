package dev.insula.host.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "reload",
    description =
        "Makes the running host read its manifest again and converge. Only changed sites are"
            + " started anew; exit code 1 if one of them could not start.",
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
  @Mixin private final HostOptions host = new HostOptions();

  @Override
  public Integer call() throws Exception {
    return host.ask("POST", "/reload");
  }
}
