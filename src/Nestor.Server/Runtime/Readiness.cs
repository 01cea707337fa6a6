namespace Nestor.Server.Runtime;

/// <summary>Whether clients are served.</summary>
internal static class Readiness
{
    /// <summary>Why they are not, or not all of them.</summary>
    /// <param name="isStoreHealthy">Leases can be written.</param>
    /// <param name="sockets">What of the interfaces cannot be listened on.</param>
    public static IReadOnlyList<string> Problems(bool isEnabled, bool isRepairing, bool isStoreHealthy, IEnumerable<string> sockets) =>
    [
        .. isEnabled ? (string[])[] : ["the service is disabled"],
        .. isRepairing ? (string[])["flag -R: nobody is answered"] : [],
        .. isStoreHealthy ? (string[])[] : ["leases cannot be written"],
        .. sockets,
    ];
}
