using Nestor.Config.Loading.Rbac;
using Nestor.Json;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Config.Loading;

/// <summary>
/// <c>hooks-libraries</c>: of them just those that are part of the program are acted on, told by the stem of their
/// file's name, whatever folder the configuration has before it. No file is loaded.
/// </summary>
public static class HookLibraries
{
    private const string Rbac = "libdhcp_rbac";

    /// <summary>True for an entry whose library is part of the program.</summary>
    public static bool IsBuiltIn(Element library) => Stem(library) == Rbac;

    /// <summary>The roles of libdhcp_rbac; null when it is not there, or is wrong.</summary>
    public static RbacSettings? Roles(Element? libraries, Diagnostics diagnostics)
    {
        RbacSettings? roles = null;
        bool isFound = false;
        foreach (var library in (libraries?.Items ?? []).Where(l => Stem(l) == Rbac))
        {
            if (isFound)
            {
                diagnostics.Error(library["library"]!.Place, $"found {Rbac} for the second time, wanted it once");
            }

            isFound = true;
            roles = RbacReader.Read(library, diagnostics);
        }

        return roles;
    }

    private static string Stem(Element library)
    {
        string file = library["library"] is { Kind: ElementKind.String } name ? name.Text[(name.Text.LastIndexOf('/') + 1)..] : "";
        return file.EndsWith(".so", StringComparison.Ordinal) ? file[..^3] : file;
    }
}
