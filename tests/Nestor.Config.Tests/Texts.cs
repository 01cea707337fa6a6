using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Configurations as text, and what becomes of them.</summary>
internal static class Texts
{
    public const string File = "kea.conf";

    public static LoadResult<Dhcp4Settings> LoadWhole(string text) => ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), File, null);

    /// <summary>Members of Dhcp4, from line 2 on.</summary>
    public static LoadResult<Dhcp4Settings> Load(string members) => LoadWhole("{ \"Dhcp4\": {\n" + members + "\n} }");

    /// <summary>A configuration that must be taken.</summary>
    public static Dhcp4Settings Good(string members)
    {
        var result = Load(members);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    public static string Subnet(string members) =>
        "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", " + members + " } ]";
}
