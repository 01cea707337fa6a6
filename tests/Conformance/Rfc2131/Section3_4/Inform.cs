using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section3_4;

/// <summary>A client with an address of its own asks for the rest.</summary>
public sealed class Inform
{
    [Fact]
    public void Dhcpcd_with_its_own_address_is_told_the_options_and_gets_no_lease__RFC2131_3_4()
    {
        using OneLan lan = new();
        lan.Client.Ip("addr", "add", "192.0.2.77/24", "dev", "eth0");
        RunningProgram capture = Capture.Start(lan.Client, "eth0");
        RunningProgram client = Dhcpcd.Start(lan.Client, "--noarp", "--inform=192.0.2.77/24");
        client.WaitFor("received approval for 192.0.2.77", 30);
        Assert.True(
            Wait.Until(() => Capture.Messages(capture).Any(IsAnswer), 5),
            $"no ACK with the name server seen:\n{capture.Text}");
        Assert.Empty(LeaseRow.ReadAll(lan.Server.LeaseFile));
    }

    private static bool IsAnswer(string message) =>
        message.Contains("BOOTP/DHCP, Reply", StringComparison.Ordinal)
        && message.Contains("Client-IP 192.0.2.77", StringComparison.Ordinal)
        && message.Contains("ACK", StringComparison.Ordinal)
        && message.Contains("192.0.2.53", StringComparison.Ordinal)
        && !message.Contains("Your-IP", StringComparison.Ordinal)
        && !message.Contains("Lease-Time", StringComparison.Ordinal);
}
