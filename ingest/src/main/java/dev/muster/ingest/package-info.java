/**
 * What ingest asks of others (who has this source, what does its twin say, where do rows and refusals go), its settings, and
 * the accounting that proves nothing was lost; how records are processed is in the packages below.
 */
@NullMarked
package dev.muster.ingest;

import org.jspecify.annotations.NullMarked;
