using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section4_3_3;

/// <summary>The first address of the pool is already used by somebody the server does not know.</summary>
public sealed class Decline
{
    [Fact]
    public void Dhcpcd_declines_an_address_in_use_and_gets_another__RFC2131_4_3_3()
    {
        using OneLan lan = new();
        lan.AddHost("squatter", "192.0.2.10/24");
        RunningProgram client = Dhcpcd.Start(lan.Client);
        client.WaitFor("leased 192.0.2.11 for", 60);
        AssertDeclined(lan);
    }

    [Fact]
    public void Udhcpc_declines_an_address_in_use_and_gets_another__RFC2131_4_3_3()
    {
        using OneLan lan = new();
        lan.AddHost("squatter", "192.0.2.10/24");
        RunningProgram client = Udhcpc.Start(lan.Client, "-a");
        client.WaitFor("script: bound 192.0.2.11", 60);
        AssertDeclined(lan);
    }

    /// <summary>A declined lease is set aside and keeps nothing of the client that declined it.</summary>
    private static void AssertDeclined(OneLan lan)
    {
        LeaseRow? declined = lan.Server.Lease("192.0.2.10");
        Assert.NotNull(declined);
        Assert.True(declined.IsDeclined, $"not declined: {declined}");
        Assert.Equal("", declined.HardwareAddress);
        Assert.Equal("", declined.ClientId);
        lan.HeldLease("192.0.2.11");
    }
}
