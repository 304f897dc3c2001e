import multiprocessing

bind = ["0.0.0.0:8000", "unix:/run/x.sock"]   # two of them
workers = multiprocessing.cpu_count() * 2 + 1
threads = 4
worker_class = 'gevent'
wsgi_app = "mysite.wsgi:application"
chdir = '@FOLDER@/mysite'
raw_env = [
    "DJANGO_SETTINGS_MODULE=mysite.production",  # one
    'GREETING=it\'s me',
]
preload_app = False
timeout = 120
proxy_allow_ips = None

def post_fork(server, worker):
    server.log.info("spawned")
