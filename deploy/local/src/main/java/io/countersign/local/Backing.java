package io.countersign.local;

import com.mongodb.ConnectionString;
import java.net.URI;

/**
 * Where the parts that Countersign stands on are reached.
 *
 * @param mongodb connection string; its database name, if any, gives way to one per service
 */
record Backing(String kafka, String mongodb, URI keycloak) {
    String mongodb(String service) {
        var database = service.replace("-service", "");
        var named = new ConnectionString(mongodb).getDatabase();
        if (named != null) {
            return mongodb.replaceFirst("/" + java.util.regex.Pattern.quote(named) + "(?=$|\\?)", "/" + database);
        }
        var query = mongodb.indexOf('?');
        var address = query < 0 ? mongodb : mongodb.substring(0, query);
        return (address.endsWith("/") ? address : address + "/") + database + (query < 0 ? "" : mongodb.substring(query));
    }
}
