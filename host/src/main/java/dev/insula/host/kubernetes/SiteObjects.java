package dev.insula.host.kubernetes;

import dev.insula.config.SiteName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What one site becomes.
 *
 * @param objects in the order in which they are best applied
 * @param notes a sentence for each thing that does not carry over or has to be done by hand
 */
record SiteObjects(SiteName site, List<HasMetadata> objects, List<String> notes) {
  SiteObjects {
    objects = List.copyOf(objects);
    notes = List.copyOf(notes);
  }
}
