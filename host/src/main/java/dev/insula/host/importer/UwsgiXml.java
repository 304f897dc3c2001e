package dev.insula.host.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML form: an element for each option inside {@code <uwsgi>}. */
final class UwsgiXml {
  private UwsgiXml() {}

  static List<UwsgiOption> options(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // Nothing that a file names is fetched or expanded.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      return options(factory.createXMLStreamReader(in), file);
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no XML: " + e.getMessage(), e);
    }
  }

  private static List<UwsgiOption> options(XMLStreamReader xml, Path file)
      throws XMLStreamException {
    List<UwsgiOption> options = new ArrayList<>();
    while (xml.hasNext()) {
      boolean isOption =
          xml.next() == XMLStreamReader.START_ELEMENT && !xml.getLocalName().equals("uwsgi");
      if (isOption) {
        String key = xml.getLocalName();
        var at = new Whence(file, xml.getLocation().getLineNumber());
        String text = xml.getElementText();
        options.add(UwsgiOption.of(key, text.isBlank() ? "true" : text, at));
      }
    }
    return options;
  }
}
