using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Says in the OpenAPI document which endpoints need a token, and whose: that of a user or of a service.</summary>
internal static class BearerDescription
{
    public static void AddBearer(this OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.AddComponent<IOpenApiSecurityScheme>(
                BearerHandler.SchemeName, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            string[] roles = [.. context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>()];
            if (roles.Length > 0)
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, context.Document)] = [.. roles] }];

            return Task.CompletedTask;
        });
    }
}
