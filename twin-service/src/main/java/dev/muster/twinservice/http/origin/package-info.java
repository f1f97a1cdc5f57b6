/** Tells what a browser sends for this page from what it sends for the page of somebody else. */
@NullMarked
package dev.muster.twinservice.http.origin;

import org.jspecify.annotations.NullMarked;
