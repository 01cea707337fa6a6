using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Conformance.Network;

/// <summary>The test's own sockets inside a machine of the lab: a socket stays in the network it was made in.</summary>
internal static partial class Space
{
    private const int NewNetwork = 0x40000000;

    /// <summary>Runs something in the machine's network, on a thread that goes away with it.</summary>
    public static T Run<T>(Host host, Func<T> make)
    {
        T? made = default;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                using SafeFileHandle space = File.OpenHandle("/var/run/netns/" + host.Space);
                if (SetNamespace((int)space.DangerousGetHandle(), NewNetwork) != 0)
                {
                    throw new InvalidOperationException($"{host.Space}: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                made = make();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? made! : throw new InvalidOperationException(failure.Message, failure);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
