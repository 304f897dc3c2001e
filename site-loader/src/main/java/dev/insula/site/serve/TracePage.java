package dev.insula.site.serve;

/** A page that shows a developer what went wrong; everything in it is escaped. */
public final class TracePage {
  private TracePage() {}

  /** A whole HTML document. */
  public static String of(String title, String trace) {
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>%1$s</title>
    <style>body{font:1rem/1.4 system-ui,sans-serif;margin:2rem}h1{font-size:1.3rem;color:#a00}
    pre{background:#f6f6f6;padding:1rem;overflow:auto}</style>
    <h1>%1$s</h1><pre>%2$s</pre>
    <p>Shown by <code>insula dev</code> only. Save a file to try again.</p></html>
    """
        .formatted(escaped(title), escaped(trace));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
