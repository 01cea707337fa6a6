using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;

namespace Nestor.Server.Tests;

/// <summary>Settings as a server has them: from a configuration's text.</summary>
internal static class Configured
{
    /// <param name="members">Members of Dhcp4.</param>
    public static Dhcp4Settings From(string members)
    {
        var result = ConfigLoader.Load4(Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ {members} }} }}"), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    /// <param name="members">Members of Dhcp6.</param>
    public static Dhcp6Settings From6(string members)
    {
        var result = ConfigLoader.Load6(Encoding.UTF8.GetBytes($"{{ \"Dhcp6\": {{ {members} }} }}"), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    public static InterfacesSettings Interfaces6(string members) => From6($"\"interfaces-config\": {{ {members} }}").Interfaces;

    public static InterfacesSettings Interfaces(string members) => From($"\"interfaces-config\": {{ {members} }}").Interfaces;
}
