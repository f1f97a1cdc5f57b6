/** Commands to single assets over HTTP, how many one principal may give, and the audit of all. */
@NullMarked
package dev.muster.twinservice.http.api.command;

import org.jspecify.annotations.NullMarked;
