using System.Net.Sockets;
using System.Text;
using Nestor.Server.Runtime;

namespace Nestor.Server.Tests.Runtime;

public sealed class SdNotifyTests
{
    [Fact]
    public void States_reach_the_service_manager()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("nestor-sd").FullName, "s");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        manager.ReceiveTimeout = 2000;
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", path);
        try
        {
            SdNotify.Send("READY=1\nSTATUS=serving");
            SdNotify.Reloading();
        }
        finally
        {
            Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        }

        byte[] buffer = new byte[200];
        Assert.Equal("READY=1\nSTATUS=serving", Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)));
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$", Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)));
    }
}
