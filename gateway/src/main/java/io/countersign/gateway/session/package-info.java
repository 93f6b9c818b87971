/** Who is signed in: sessions, their cookie, and what a call that comes with nothing but a cookie has to prove. */
@NullMarked
package io.countersign.gateway.session;

import org.jspecify.annotations.NullMarked;
