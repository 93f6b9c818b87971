@NullMarked
<<<<<<<< HEAD:platform/web/src/test/java/io/countersign/web/passport/package-info.java
package io.countersign.web.passport;
========
package io.countersign.web.key;
>>>>>>>> main:platform/web/src/test/java/io/countersign/web/key/package-info.java

import org.jspecify.annotations.NullMarked;
