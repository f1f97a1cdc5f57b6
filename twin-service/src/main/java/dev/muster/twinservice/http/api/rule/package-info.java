/** Groups by rule over HTTP: what their rules are, now and at any other moment. */
@NullMarked
package dev.muster.twinservice.http.api.rule;

import org.jspecify.annotations.NullMarked;
