/**
 * Who may see a part of a site, decided by the site's own code: from a path and an {@code
 * Authorization} field to a verdict. Knows no server.
 */
@NullMarked
package dev.insula.site.auth;

import org.jspecify.annotations.NullMarked;
