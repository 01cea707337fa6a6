using Nestor.Json;
using Nestor.Model.Commands;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Config.Loading.Rbac;

/// <summary>The parameters of <c>libdhcp_rbac</c>, wherever in a program's configuration its hook libraries stand.</summary>
public static class RbacReader
{
    private static readonly string[] Parameters =
    [
        "assign-role-method", "api-files", "require-tls", "commands", "access-control-lists", "roles", "default-role", "unknown-role",
        "comment", "user-context",
    ];

    private static readonly string[] RoleParameters =
    [
        "name", "accept-commands", "reject-commands", "other-commands", "list-match-first", "response-filters", "comment", "user-context",
    ];

    /// <summary>Null when they are wrong, with the errors.</summary>
    /// <param name="library">The entry of hooks-libraries.</param>
    public static RbacSettings? Read(Element library, Diagnostics diagnostics)
    {
        int errors = diagnostics.Errors;
        if (library["parameters"] is not { } value)
        {
            diagnostics.Error(library.Place, "found no \"parameters\" of libdhcp_rbac, wanted at least \"assign-role-method\" and \"api-files\"");
            return null;
        }

        if (ParameterMap.Of(value, "libdhcp_rbac", Parameters, diagnostics) is not { } map)
        {
            return null;
        }

        var method = map.Word(
            "assign-role-method", isMandatory: true,
            ("remote-address", RoleMethod.RemoteAddress), ("cert-subject", RoleMethod.CertSubject), ("cert-issuer", RoleMethod.CertIssuer),
            ("basic-authentication", RoleMethod.BasicAuthentication), ("custom-value", RoleMethod.CustomValue));
        if (method == RoleMethod.CustomValue)
        {
            diagnostics.Warn(map.Member("assign-role-method")!.Place, "no library gives a role of its own yet: everybody has the \"default-role\"");
        }

        string folder = map.Text("api-files", isMandatory: true) ?? "";
        var lists = new AccessListReader(diagnostics);
        var commands = map.List("commands").Select(c => Command(c, lists, diagnostics)).OfType<CommandDefinition>().ToList();
        lists.Define(map.List("access-control-lists"));
        var roles = new List<RbacRole>();
        foreach (var item in map.List("roles"))
        {
            if (Role(item, isNamed: true, lists, diagnostics) is not { } role)
            {
                continue;
            }

            if (roles.Exists(r => r.Name == role.Name))
            {
                diagnostics.Error(item["name"]!.Place, $"found the role \"{role.Name}\" for the second time, wanted each once");
            }

            roles.Add(role);
        }

        var settings = new RbacSettings
        {
            Method = method,
            ApiFiles = folder,
            Place = map.Place,
            RequiresTls = map.Boolean("require-tls", method is RoleMethod.CertSubject or RoleMethod.CertIssuer),
            Commands = commands,
            Roles = roles,
            DefaultRole = Unnamed(map.Member("default-role"), lists, diagnostics),
            UnknownRole = Unnamed(map.Member("unknown-role"), lists, diagnostics),
        };
        return diagnostics.Errors == errors ? settings : null;
    }

    private static CommandDefinition? Command(Element item, AccessListReader lists, Diagnostics diagnostics)
    {
        if (ParameterMap.Of(item, "an entry of \"commands\"", ["name", "access", "hook", "comment", "user-context"], diagnostics) is not { } map)
        {
            return null;
        }

        string? name = map.Text("name", isMandatory: true);
        string? text = map.Text("access", isMandatory: true);
        string hook = map.Member("hook") is null or { Kind: ElementKind.String, Text: "" } ? "" : map.Text("hook") ?? "";
        return text is not null && lists.Access(map.Member("access")!) is { } access && name is not null
            ? new CommandDefinition(name, access, hook)
            : null;
    }

    private static RbacRole Unnamed(Element? item, AccessListReader lists, Diagnostics diagnostics) =>
        item is null ? RbacRole.Nobody : Role(item, isNamed: false, lists, diagnostics) ?? RbacRole.Nobody;

    private static RbacRole? Role(Element item, bool isNamed, AccessListReader lists, Diagnostics diagnostics)
    {
        if (ParameterMap.Of(item, "a role", isNamed ? RoleParameters : RoleParameters[1..], diagnostics) is not { } map)
        {
            return null;
        }

        string? name = isNamed ? map.Text("name", isMandatory: true) : "";
        var role = new RbacRole(name ?? "")
        {
            Accept = map.Member("accept-commands") is { } accept ? lists.Read(accept) : null,
            Reject = map.Member("reject-commands") is { } reject ? lists.Read(reject) : null,
            AcceptsOthers = map.Word("other-commands", false, ("reject", false), ("accept", true)),
            RejectsFirst = map.Word("list-match-first", false, ("accept", false), ("reject", true)),
            FiltersListCommands = Filters(map, diagnostics),
        };
        return name is null ? null : role;
    }

    private static bool Filters(ParameterMap map, Diagnostics diagnostics)
    {
        bool isFound = false;
        foreach (var filter in map.List("response-filters"))
        {
            if (filter is { Kind: ElementKind.String, Text: "list-commands" })
            {
                isFound = true;
            }
            else
            {
                string found = filter.Kind == ElementKind.String ? $"\"{filter.Text}\"" : Element.NameOf(filter.Kind);
                diagnostics.Error(filter.Place, $"found {found}, wanted list-commands, the one filter there is, in \"response-filters\"");
            }
        }

        return isFound;
    }
}
