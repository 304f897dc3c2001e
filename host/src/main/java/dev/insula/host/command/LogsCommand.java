package dev.insula.host.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints what a site wrote.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Mixin private final HostOptions host = new HostOptions();

  @Parameters(paramLabel = "SITE", description = "The site's name in the manifest.")
  private String site = "";

  @Option(names = "-f", description = "Go on with what the site writes from now on.")
  private boolean follow;

  @Option(names = "--access", description = "The access log in place of the output.")
  private boolean access;

  @Override
  public Integer call() throws Exception {
    String target =
        "/sites/%s/%s?format=text&follow=%s"
            .formatted(HostOptions.encode(site), access ? "access-log" : "log", follow);
    OutputStream out = follow ? System.out : new ByteArrayOutputStream();
    int status = host.client().send("GET", target, out);
    if (out instanceof ByteArrayOutputStream whole) {
      (status < 300 ? System.out : System.err).write(whole.toByteArray());
      System.out.flush();
    }
    return (status < 300 ? ExitCode.FINE : ExitCode.FAILED).status();
  }
}
