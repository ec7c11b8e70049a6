package dev.aibridge.portal.asset;

import io.quarkus.qute.TemplateGlobal;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Serves the files beside the pages. Their names hold a hash, so browsers never ask twice.
@Path("/assets")
public class Assets {

    private static final List<Asset> ALL =
            List.of(
                    Asset.read("tokens.css", "text/css;charset=UTF-8"),
                    Asset.read("portal.css", "text/css;charset=UTF-8"),
                    Asset.read("portal.js", "text/javascript;charset=UTF-8"),
                    Asset.read("htmx.js", "text/javascript;charset=UTF-8"),
                    Asset.read("icon.svg", "image/svg+xml"));
    private static final Map<String, Asset> BY_HASHED_NAME = by(Asset::hashedName);
    private static final Map<String, String> PATHS =
            ALL.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Asset::name, asset -> "/assets/" + asset.hashedName()));

    private static Map<String, Asset> by(Function<Asset, String> name) {
        return ALL.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    /// The path of each file by its plain name, for templates: `{assets.get('portal.css')}`.
    @TemplateGlobal
    static Map<String, String> assets() {
        return PATHS;
    }

    /// One file, by its hashed name.
    @GET
    @Path("/{name}")
    @PermitAll
    public Response file(String name) {
        Asset asset = BY_HASHED_NAME.get(name);
        if (asset == null) {
            throw new NotFoundException();
        }
        return Response.ok(asset.content(), asset.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }
}
