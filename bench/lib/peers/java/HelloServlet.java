import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** 1 KiB from memory that begins with the name of the web application's folder. */
public final class HelloServlet extends HttpServlet {
  private final String process = Long.toString(ProcessHandle.current().pid());
  private byte[] body = {};

  @Override
  public void init() {
    String site = Path.of(getServletContext().getRealPath("/")).getFileName().toString();
    body = (site + " " + "x".repeat(1024)).substring(0, 1024).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("X-Process", process);
    response.setContentType("text/plain");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
