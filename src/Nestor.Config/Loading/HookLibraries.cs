using Nestor.Config.Loading.Rbac;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Config.Loading;

/// <summary>
/// <c>hooks-libraries</c>: told by the stem of their file's name, whatever folder the configuration has before it. No file is
/// loaded here; <c>libdhcp_rbac</c> is a part of every server.
/// </summary>
public static class HookLibraries
{
    private const string Rbac = "libdhcp_rbac";

    /// <summary>True for an entry whose library is a part of every server.</summary>
    public static bool IsBuiltIn(Element library) => Stem(library) == Rbac;

    /// <summary>All others, in their order.</summary>
    public static IReadOnlyList<HookLibrarySettings> Read(Element? libraries, Diagnostics diagnostics) =>
    [
        .. (libraries?.Items ?? []).Where(l => !IsBuiltIn(l) && l["library"] is { Kind: ElementKind.String })
            .Select(l => new HookLibrarySettings(Stem(l), l["library"]!.Text, l["parameters"], l["library"]!.Place)
            {
                Guard = Guard(l, diagnostics),
            }),
    ];

    /// <summary>What a library may cost: keywords of our own.</summary>
    private static GuardPolicy Guard(Element library, Diagnostics diagnostics)
    {
        var usual = GuardPolicy.Usual;
        return new GuardPolicy(
            TimeSpan.FromMilliseconds(Number(library, "time-budget", 1, 60_000, (long)usual.TimeBudget.TotalMilliseconds, diagnostics)),
            (uint)Number(library, "slow-budget", 0, uint.MaxValue, usual.SlowBudget, diagnostics),
            (uint)Number(library, "error-budget", 0, uint.MaxValue, usual.ErrorBudget, diagnostics),
            library["on-failure"] is { Kind: ElementKind.String, Text: "drop" });
    }

    private static long Number(Element library, string name, long least, long most, long usual, Diagnostics diagnostics)
    {
        if (library[name] is not { Kind: ElementKind.Integer } given)
        {
            return usual;
        }

        if (given.Integer < least || given.Integer > most)
        {
            diagnostics.Error(given.Place, $"found {given.Integer} for \"{name}\", wanted {least} to {most}");
            return usual;
        }

        return given.Integer;
    }

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
