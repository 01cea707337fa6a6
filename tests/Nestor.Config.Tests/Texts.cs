using System.Text;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>Configurations as text, and what becomes of them.</summary>
internal static class Texts
{
    public const string File = "kea.conf";

    public static LoadResult<Dhcp4Settings> LoadWhole(string text) => ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), File, null);

    public static LoadResult<Dhcp6Settings> LoadWhole6(string text) => ConfigLoader.Load6(Encoding.UTF8.GetBytes(text), File, null);

    /// <summary>What there is to say about a whole file, read for one of the families.</summary>
    public static (bool IsTaken, Diagnostics Diagnostics) LoadWhole(Universe universe, string text) => universe == Universe.V4
        ? (LoadWhole(text) is { Settings: not null }, LoadWhole(text).Diagnostics)
        : (LoadWhole6(text) is { Settings: not null }, LoadWhole6(text).Diagnostics);

    /// <summary>Members of Dhcp4, from line 2 on.</summary>
    public static LoadResult<Dhcp4Settings> Load(string members) => LoadWhole("{ \"Dhcp4\": {\n" + members + "\n} }");

    /// <summary>A configuration that must be taken.</summary>
    public static Dhcp4Settings Good(string members)
    {
        var result = Load(members);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    /// <summary>Members of Dhcp6, from line 2 on.</summary>
    public static LoadResult<Dhcp6Settings> Load6(string members) => LoadWhole6("{ \"Dhcp6\": {\n" + members + "\n} }");

    /// <inheritdoc cref="Good"/>
    public static Dhcp6Settings Good6(string members)
    {
        var result = Load6(members);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    public static string Subnet6(string members) =>
        "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/48\", " + members + " } ]";

    public static string Subnet(string members) =>
        "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", " + members + " } ]";
}
