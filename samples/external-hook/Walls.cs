// A hook program for libnestor_external in C#: it listens on a unix socket, and moves clients that a file does not know to
// another subnet.
//
//     dotnet run Walls.cs -- /var/lib/kea/walls.sock /etc/kea/known 2
//
//     "hooks-libraries": [ { "library": "libnestor_external.so", "parameters": { "programs": [
//         { "name": "walls", "socket": "walls.sock" } ] } } ]
//
// docs/hook-protocol.md tells the rest.
using System.Net.Sockets;
using System.Text.Json.Nodes;

string path = args[0];
string known = args[1];
int walled = int.Parse(args[2]);
File.Delete(path);
using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
listener.Bind(new UnixDomainSocketEndPoint(path));
listener.Listen();
Console.WriteLine("listening");
while (true)
{
    using var server = listener.Accept();
    using var stream = new NetworkStream(server);
    using var from = new StreamReader(stream);
    using var to = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
    var hello = JsonNode.Parse(from.ReadLine()!)!;
    string point = $"subnet{((string)hello["server"]!)[^1]}_select";
    to.WriteLine($$"""{ "nestor-hooks": 1, "watch": [], "decide": [ "{{point}}" ] }""");
    while (from.ReadLine() is { } line)
    {
        var asked = JsonNode.Parse(line)!;
        bool isKnown = File.ReadAllLines(known).Contains((string)asked["query"]!["hw-address"]!);
        to.WriteLine($$"""{ "event": {{asked["event"]}}, "next": "continue"{{(isKnown ? "" : $", \"subnet\": {walled}")}} }""");
    }
}
