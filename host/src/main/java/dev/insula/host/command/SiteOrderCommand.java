package dev.insula.host.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An order about one site. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class SiteOrderCommand implements Callable<Integer> {
  @Mixin private final HostOptions host = new HostOptions();

  @Parameters(paramLabel = "SITE", description = "The site's name in the manifest.")
  private String site = "";

  private final String order;

  SiteOrderCommand(String order) {
    this.order = order;
  }

  @Override
  public Integer call() throws Exception {
    return host.ask("POST", "/sites/" + HostOptions.encode(site) + "/" + order);
  }

  @Command(name = "start", description = "Starts a site that was stopped.")
  static final class Start extends SiteOrderCommand {
    Start() {
      super("start");
    }
  }

  @Command(
      name = "stop",
      description = "Finishes a site's requests and stops it, until it is started or reloaded.")
  static final class Stop extends SiteOrderCommand {
    Stop() {
      super("stop");
    }
  }

  @Command(
      name = "restart",
      description = "Starts a new generation of a site beside the old one, then switches to it.")
  static final class Restart extends SiteOrderCommand {
    Restart() {
      super("restart");
    }
  }
}
